using Chancery.Policy.Conditions;
using Chancery.Policy.People;
using Chancery.Policy.Plans;
using Chancery.Policy.Reading;
using Chancery.Policy.Rules;
using Chancery.Policy.Triggers;

namespace Chancery.Policy.Deciding;

/// <summary>A tenant's policy as it is run: one recipient after the other, one rule after the other, each distinct test worked out once.</summary>
internal sealed class CompiledPolicy : IPolicy
{
    private readonly Memory _memory;
    private readonly Lazy<IPolicy> _reference;
    private readonly bool _mayRejectEarly;

    /// <param name="plain">The reference evaluator: plain and slow, without memory and without short cuts. Whatever is faster is compared with it.</param>
    public CompiledPolicy(string digest, Manifest manifest, IReadOnlyList<string> domains, IReadOnlyList<RuleSet> sets, Vocabulary.Names names, bool plain = false)
    {
        (Digest, Domains, Pipeline, Names) = (digest, domains, manifest.Pipeline, names);
        var memories = new Memories(remembers: !plain);
        var ranked = sets.Append(manifest.BaselineSet).OrderBy(set => set.Layer).ThenBy(set => set.Order).ThenBy(set => set.Id, StringComparer.Ordinal);
        Sets = [.. ranked.Select(set => new SetProgram(set, memories))];
        Guards = [.. Sets.Where(set => set.Set.Layer == Layer.Guard)];
        Reading = names.Reading;
        _memory = memories.Empty();
        HasFinally = Sets.Any(set => set.Finally.Length > 0);
        Uses = [.. Rules.Uses.Of([.. ranked], names)];
        Directories = QueriesOf(names);
        Triggers = [.. names.Triggers.Select(trigger => trigger.Trigger)];
        DecidingTags = [.. names.Tags.Values.Where(tag => tag.Decision is not null).Select(tag => new DecidingTag(tag.Values, tag.Trust.Said, tag.Decision!))];
        _mayRejectEarly = MayRejectEarly(Sets);
        _reference = new Lazy<IPolicy>(() => plain ? this : new CompiledPolicy(digest, manifest, domains, sets, names, plain: true));
    }

    public ReadingTerms Reading { get; }

    public IPolicy Reference => _reference.Value;

    public string Digest { get; }

    public IReadOnlyList<string> Domains { get; }

    public IReadOnlyList<UsedCapability> Uses { get; }

    public DirectoryQueries Directories { get; }

    public IReadOnlyList<Trigger> Triggers { get; }

    public IReadOnlyList<DecidingTag> DecidingTags { get; }

    /// <summary>What the tenant declares: profiles, groups and roles that actions name.</summary>
    public Vocabulary.Names Names { get; }

    /// <summary>In the order of their authority.</summary>
    public IReadOnlyList<SetProgram> Sets { get; }

    public IReadOnlyList<SetProgram> Guards { get; }

    public IReadOnlyList<string> Pipeline { get; }

    public bool HasFinally { get; }

    private static DirectoryQueries QueriesOf(Vocabulary.Names names) => new(
        names.Groups.Where(group => group.Value.Query is not null).ToDictionary(group => group.Key, group => group.Value.Query!, StringComparer.Ordinal),
        names.Roles.Where(role => role.Value.Query is not null).ToDictionary(role => role.Key, role => role.Value.Query!, StringComparer.Ordinal));

    public IReadOnlyList<NamedModel> Models => Names.Models;

    public NamedPeople PeopleAt(DateTimeOffset at) => new(
        Names.Groups.ToDictionary(group => group.Key, IReadOnlyCollection<string>? (group) => group.Value.Members, StringComparer.Ordinal),
        Names.Roles.ToDictionary(role => role.Key, IReadOnlyCollection<string>? (role) => role.Value.HoldersAt(at), StringComparer.Ordinal));

    public Memory NewMemory() => _memory.Fresh();

    public RejectTerms? SureReject(DecisionRequest request)
    {
        try
        {
            return _mayRejectEarly ? new Evaluation(this, request).SureReject() : null;
        }
        catch (Exception)
        {
            // What cannot be judged now is judged, and held, when the message is there.
            return null;
        }
    }

    /// <summary>An exemption may come with later facts, and a test over all recipients with later recipients.</summary>
    private static bool MayRejectEarly(IReadOnlyList<SetProgram> sets) =>
        sets.Any(set => set.Set.Actions.Any(action => action.Name == "reject"))
        && !sets.Any(set => set.Set.Actions.Any(action => action.Name == "exempt"))
        && !sets.Any(set => set.Set.Rules.Concat(set.Set.Baseline).SelectMany(rule => rule.Branches).SelectMany(branch => branch.If.Facts).Concat(set.Set.Scope.Facts)
            .Any(fact => fact.StartsWith("recipients", StringComparison.Ordinal)));

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
}
