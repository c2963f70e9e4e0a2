using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Rules intersect with the baseline: a method that no baseline lists can never be chosen (language, 1.9.2).</summary>
internal static class BaselineChecks
{
    public static void Run(IReadOnlyList<RuleSet> sets, FindingBag findings)
    {
        var allowed = ProtectsOf(sets.SelectMany(set => set.Baseline)).SelectMany(protect => protect.List("with")).ToHashSet(StringComparer.Ordinal);
        if (allowed.Count == 0)
            return;
        foreach (var protect in ProtectsOf(sets.SelectMany(set => set.Rules)))
        {
            var outside = protect.List("with").Where(method => !allowed.Contains(method)).ToList();
            if (outside.Count > 0)
                findings.Warning("CH5202", protect.At, $"no baseline allows {string.Join(" or ", outside.Select(method => $"`{method}`"))}: it can never be chosen", "add it to the baseline, or take it away here");
        }
    }

    private static IEnumerable<ActionUse> ProtectsOf(IEnumerable<Rule> rules) => rules.SelectMany(rule => rule.Actions).Where(action => action.Name == "protect");
}
