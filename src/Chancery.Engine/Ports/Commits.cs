using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Register;
using Chancery.Policy;

namespace Chancery.Engine.Ports;

/// <summary>The outcome of Decide and Protect for a message, or for one of its groups.</summary>
/// <param name="DecisionJson">The decision record; replaces the one before.</param>
/// <param name="Replaces">Null for a message's first decision. Else the group that becomes superseded by <see cref="Groups"/> (which may be empty: final rejection of a held group).</param>
/// <param name="ReplacedBecomes">State of the replaced group afterwards: Superseded, Rejected or Failed.</param>
/// <param name="Groups">Numbers must be new within the message.</param>
/// <param name="Blobs">New bodies that <see cref="Effects"/> name.</param>
public sealed record DecisionCommit(
    TenantId Tenant, string MessageId, string DecisionJson, int? Replaces, GroupState ReplacedBecomes,
    IReadOnlyList<MessageGroup> Groups, IReadOnlyList<Effect> Effects, IReadOnlyList<SealedBlob> Blobs,
    IReadOnlyList<RegisterEvent> Events)
{
    /// <summary>Why the replaced group was replaced or refused; becomes its reason.</summary>
    public string? Reason { get; init; }
}

/// <summary>What one attempt to hand over an effect brought.</summary>
/// <param name="Recipients">The new state of each recipient that was tried; Pending with a reply for a transient failure.</param>
/// <param name="NextAttempt">When pending recipients are tried again; null if none is pending.</param>
/// <param name="FollowUps">Notices that come of it (DSN), due at once.</param>
public sealed record AttemptCommit(
    TenantId Tenant, string EffectId, IReadOnlyList<EffectRecipient> Recipients, DateTimeOffset? NextAttempt,
    IReadOnlyList<Effect> FollowUps, IReadOnlyList<SealedBlob> Blobs, IReadOnlyList<RegisterEvent> Events);

/// <summary>Everything stored about a message.</summary>
/// <param name="DecisionJson">Null until decided.</param>
/// <param name="Events">Its register entries, in order.</param>
public sealed record MessageRecord(
    SpooledMessage Message, MessageState State, string? Note, DateTimeOffset? Due, string? DecisionJson,
    IReadOnlyList<MessageGroup> Groups, IReadOnlyList<EffectStatus> Effects, IReadOnlyList<RegisterEntry> Events);

/// <summary>All given criteria must hold.</summary>
/// <param name="From">Reverse-path or From address contains this, without regard to case.</param>
/// <param name="To">A recipient contains this.</param>
/// <param name="MessageIdField">The Message-ID field equals this, with or without angle brackets.</param>
/// <param name="Rule">An applied rule: <c>ruleset/rule</c> or the rule's id alone.</param>
/// <param name="Waiting">Only messages that are not done: undecided, held, quarantined, deferred, corrupt.</param>
public sealed record MessageQuery(
    TenantId? Tenant = null, string? From = null, string? To = null, DateTimeOffset? Since = null, string? MessageIdField = null,
    string? Rule = null, bool Waiting = false, int Max = 1000);
