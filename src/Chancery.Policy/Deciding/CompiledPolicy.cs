using Chancery.Policy.Conditions;
using Chancery.Policy.Plans;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>
/// The reference evaluator: plain, one recipient after the other, one rule after the other. Whatever is faster one day is
/// compared with it.
/// </summary>
internal sealed class CompiledPolicy : IPolicy
{
    private readonly Memories _memories = new();

    public CompiledPolicy(string digest, Manifest manifest, IReadOnlyList<string> domains, IReadOnlyList<RuleSet> sets)
    {
        (Digest, Domains, Pipeline) = (digest, domains, manifest.Pipeline);
        Sets =
        [
            .. sets.Append(manifest.BaselineSet).OrderBy(set => set.Layer).ThenBy(set => set.Order).ThenBy(set => set.Id, StringComparer.Ordinal)
                .Select(set => set.Remembered(_memories)),
        ];
        Guards = [.. Sets.Where(set => set.Layer == Layer.Guard)];
        HasFinally = Sets.Any(set => set.Finally.Count > 0);
        Uses = [.. Sets.SelectMany(set => set.Actions).SelectMany(UsesOf).Distinct()];
    }

    public string Digest { get; }

    public IReadOnlyList<string> Domains { get; }

    public IReadOnlyList<UsedCapability> Uses { get; }

    /// <summary>In the order of their authority.</summary>
    public IReadOnlyList<RuleSet> Sets { get; }

    public IReadOnlyList<RuleSet> Guards { get; }

    public IReadOnlyList<string> Pipeline { get; }

    public bool HasFinally { get; }

    public Memory NewMemory() => new(_memories.OfMessage, _memories.OfRecipient);

    public DecisionStep Decide(DecisionRequest request)
    {
        try
        {
            return new Evaluation(this, request).Step();
        }
        catch (Exception failure)
        {
            // Decide is total: what it cannot judge is held (language, 1.9.6). The name of the fault is no content of the mail.
            return new DecisionStep.Decided(Evaluation.Held(Digest, request, $"the policy could not be evaluated ({failure.GetType().Name})"));
        }
    }

    private static IEnumerable<UsedCapability> UsesOf(ActionUse action)
    {
        UsedCapability Named(string name) => new(name, action.At.File, action.At.Line, action.At.Column);
        return action.Name is "protect" or "sign" ? action.List("with").Select(with => Named($"{action.Name}.{with}")) : [Named(action.Name)];
    }
}
