using Chancery.Policy.Findings;
using Chancery.Policy.People;
using Chancery.Policy.Plans;
using Chancery.Policy.Reading;
using Chancery.Policy.Triggers;

namespace Chancery.Policy;

/// <summary>A tenant's compiled policy. Pure: no clock, no network, no disk.</summary>
public interface IPolicy
{
    /// <summary><c>sha256:…</c> over the canonical form of all documents.</summary>
    string Digest { get; }

    /// <summary>The domains whose mail is ours, lower-case A-labels, from <c>policy.yaml</c>.</summary>
    IReadOnlyList<string> Domains { get; }

    /// <summary>
    /// Every action and method the policy can ask for, with the place, so that <c>serve</c> can refuse what is not built (R41):
    /// <c>filelink</c>, <c>protect.pdf</c>, <c>sign.pgp</c>, <c>copy</c>, …; and every fact that needs more than the mail itself:
    /// <c>fact:label</c>, <c>fact:recipient.group</c>, …; and <c>triggers</c>.
    /// </summary>
    IReadOnlyList<UsedCapability> Uses { get; }

    /// <summary>What is to be looked for in a mail, for those facts that only the policy can name.</summary>
    ReadingTerms Reading { get; }

    /// <summary>What directories are asked for the tenant's groups and roles.</summary>
    DirectoryQueries Directories => DirectoryQueries.None;

    /// <summary>The classifiers that conditions ask, with the places.</summary>
    IReadOnlyList<NamedModel> Models => [];

    /// <summary>Who belongs to the tenant's groups and has its roles at a time, as far as the vocabulary says it itself.</summary>
    NamedPeople PeopleAt(DateTimeOffset at) => NamedPeople.None;

    /// <summary>Foreign header fields that the vocabulary gives a meaning; our own (<see cref="Trigger.Own"/>) are not among them.</summary>
    IReadOnlyList<Trigger> Triggers => [];

    /// <summary>Tags of the subject by which senders decide, strongest first.</summary>
    IReadOnlyList<DecidingTag> DecidingTags => [];

    /// <summary>The same policy, judged by the plain and slow evaluator that every faster one must agree with.</summary>
    IPolicy Reference { get; }

    /// <summary>A decision, or the facts still needed for one.</summary>
    DecisionStep Decide(DecisionRequest request);

    /// <summary>
    /// What rejects the one recipient of the request surely, on the facts given, whatever else there is to know and whoever else
    /// is a recipient; null where that is not sure yet. So RCPT can be refused (language, 1.4).
    /// </summary>
    RejectTerms? SureReject(DecisionRequest request);
}

/// <summary>A classifier that a condition asks.</summary>
/// <param name="Name">Null: the only one there is.</param>
public sealed record NamedModel(string? Name, string File, int Line, int Column);

public sealed record UsedCapability(string Name, string File, int Line, int Column);

/// <summary>Policies by tenant, and everything found while loading. Without errors every tenant has a policy.</summary>
public sealed record PolicyLoad(IReadOnlyDictionary<TenantId, IPolicy> Policies, IReadOnlyList<Finding> Findings)
{
    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);
}
