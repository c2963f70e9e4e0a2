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
    private readonly IReadOnlyList<RuleSet> _sets;
    private readonly IReadOnlyList<string> _pipeline;

    public CompiledPolicy(string digest, Manifest manifest, IReadOnlyList<string> domains, IReadOnlyList<RuleSet> sets, Vocabulary.Names names)
    {
        (Digest, Domains, _pipeline, Names) = (digest, domains, manifest.Pipeline, names);
        _sets = [.. sets.Append(manifest.BaselineSet).OrderBy(set => set.Layer).ThenBy(set => set.Order).ThenBy(set => set.Id, StringComparer.Ordinal)];
        Uses = [.. Rules.Uses.Of(_sets, names)];
    }

    public string Digest { get; }

    public IReadOnlyList<string> Domains { get; }

    public IReadOnlyList<UsedCapability> Uses { get; }

    /// <summary>What the tenant declares: profiles, groups and roles that actions name.</summary>
    public Vocabulary.Names Names { get; }

    public DecisionStep Decide(DecisionRequest request)
    {
        try
        {
            return new Evaluation(_sets, _pipeline, Digest, request).Step();
        }
        catch (Exception failure)
        {
            // Decide is total: what it cannot judge is held (language, 1.9.6). The name of the fault is no content of the mail.
            return new DecisionStep.Decided(Evaluation.Held(Digest, request, $"the policy could not be evaluated ({failure.GetType().Name})"));
        }
    }
}
