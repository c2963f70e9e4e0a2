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
    IReadOnlyList<Effect> FollowUps, IReadOnlyList<SealedBlob> Blobs, IReadOnlyList<RegisterEvent> Events)
{
    /// <summary>Set where others require the effect and it failed for good: its group is held. What requires it is not handed over; the rest of the group goes on.</summary>
    public GroupHold? Holds { get; init; }
}

/// <summary>A message whose stored body is not what was stored.</summary>
/// <param name="Notices">Who is told; due at once.</param>
/// <param name="Blobs">Their bodies.</param>
public sealed record CorruptCommit(
    TenantId Tenant, string MessageId, IReadOnlyList<Effect> Notices, IReadOnlyList<SealedBlob> Blobs, IReadOnlyList<RegisterEvent> Events);

/// <param name="Reason">For people; becomes the group's.</param>
public sealed record GroupHold(int Group, string Reason, DateTimeOffset ExpiresAt);

/// <summary>Everything stored about a message.</summary>
/// <param name="DecisionJson">Null until decided.</param>
/// <param name="Events">Its register entries, in order.</param>
public sealed record MessageRecord(
    SpooledMessage Message, MessageState State, string? Note, DateTimeOffset? Due, string? DecisionJson,
    IReadOnlyList<MessageGroup> Groups, IReadOnlyList<EffectStatus> Effects, IReadOnlyList<RegisterEntry> Events)
{
    /// <summary>Recipients of a group who have not got their copy.</summary>
    public IReadOnlyList<string> WithoutCopy(MessageGroup group)
    {
        var served = Effects
            .Where(effect => effect.Effect.Group == group.Number && effect.Effect.Kind == "smtp")
            .SelectMany(effect => effect.Recipients)
            .Where(recipient => recipient.State == RecipientState.Delivered)
            .Select(recipient => recipient.Address)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. group.Recipients.Where(recipient => !served.Contains(recipient))];
    }
}

/// <summary>All given criteria must hold.</summary>
/// <param name="From">Reverse-path or From address contains this, without regard to case.</param>
/// <param name="To">A recipient contains this.</param>
/// <param name="MessageIdField">The Message-ID field equals this, with or without angle brackets.</param>
/// <param name="Rule">An applied rule: <c>ruleset/rule</c> or the rule's id alone.</param>
/// <param name="Waiting">Only messages that are not done: undecided, held, quarantined, deferred, corrupt.</param>
public sealed record MessageQuery(
    TenantId? Tenant = null, string? From = null, string? To = null, DateTimeOffset? Since = null, string? MessageIdField = null,
    string? Rule = null, bool Waiting = false, int Max = 1000);
