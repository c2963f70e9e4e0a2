using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>
/// The reference evaluator: plain and slow, one recipient after the other. Whatever is faster one day is compared with it.
/// </summary>
internal sealed class CompiledPolicy : IPolicy
{
    private readonly IReadOnlyList<string> _pipeline;

    public CompiledPolicy(string digest, Manifest manifest, IReadOnlyList<string> domains, IReadOnlyList<RuleSet> sets)
    {
        (Digest, Domains, _pipeline) = (digest, domains, manifest.Pipeline);
        Sets = [.. sets.Append(manifest.BaselineSet).OrderBy(set => set.Layer).ThenBy(set => set.Order).ThenBy(set => set.Id, StringComparer.Ordinal)];
        Uses = [.. Sets.SelectMany(UsesOf).Distinct()];
    }

    public string Digest { get; }

    public IReadOnlyList<string> Domains { get; }

    public IReadOnlyList<UsedCapability> Uses { get; }

    /// <summary>In the order of their authority.</summary>
    public IReadOnlyList<RuleSet> Sets { get; }

    public DecisionStep Decide(DecisionRequest request)
    {
        try
        {
            return new Evaluation(Sets, _pipeline, Digest, request).Step();
        }
        catch (Exception failure)
        {
            // Decide is total: what it cannot judge is held (language, 1.9.6). The name of the fault is no content of the mail.
            return new DecisionStep.Decided(Evaluation.Held(Digest, request, $"the policy could not be evaluated ({failure.GetType().Name})"));
        }
    }

    private static IEnumerable<UsedCapability> UsesOf(RuleSet set) =>
        set.Rules.Concat(set.Baseline).SelectMany(rule => rule.Actions).Concat(set.Default).SelectMany(UsesOf);

    private static IEnumerable<UsedCapability> UsesOf(ActionUse action)
    {
        UsedCapability Named(string name) => new(name, action.At.File, action.At.Line, action.At.Column);
        return action.Name is "protect" or "sign" ? action.List("with").Select(with => Named($"{action.Name}.{with}")) : [Named(action.Name)];
    }
}
