using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>What rules may do where they stand: sets of a layer only what <c>layers:</c> lets them, <c>finally</c> only what raises.</summary>
internal static class LayerChecks
{
    public static void Run(RuleSet set, Manifest manifest, FindingBag findings)
    {
        if (manifest.Capabilities.GetValueOrDefault(set.Layer) is not { } allowed)
            return;
        foreach (var action in set.Actions.Where(action => !allowed.Contains(action.Name)))
            findings.Error(
                "CH3402", action.At, $"a set of layer {set.Layer.ToString().ToLowerInvariant()} may not use `{action.Name}`",
                $"allowed are {string.Join(", ", allowed)}; policy.yaml may say otherwise under `layers:`");
    }

    /// <summary>For the rules of <c>finally</c>: they see the plan and may only make it stricter (language, 1.3).</summary>
    public static void Finally(IEnumerable<Rule> rules, FindingBag findings)
    {
        foreach (var action in rules.SelectMany(rule => rule.Actions).Where(action => action.Descriptor.Polarity != Polarity.Raises || OnFailure.IsWeaker(action)))
            findings.Error("CH4008", action.At, $"`{action.Name}` does not raise protection, and stands in `finally`", "put it among the rules; `finally` may only make the plan stricter");
        foreach (var stop in rules.Where(rule => rule.Stop != Stop.None))
            findings.Error("CH4008", stop.At, "`stop` stands in `finally`, where nothing follows", "take it away");
    }
}
