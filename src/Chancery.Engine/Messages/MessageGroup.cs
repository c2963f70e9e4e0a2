using Chancery.Policy.Plans;

namespace Chancery.Engine.Messages;

/// <summary>Recipients that share one copy, their plan, and where that copy stands.</summary>
/// <param name="Number">1, 2, … within the message; a group that was re-decided is superseded by new numbers.</param>
public sealed record MessageGroup(
    int Number, IReadOnlyList<string> Recipients, bool Hidden, Plan Plan, IReadOnlyList<RuleHit> Rules, GroupState State)
{
    /// <summary>Why it is held, quarantined, refused or failed; for people, without content.</summary>
    public string? Reason { get; init; }

    /// <summary>When a hold expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

public enum GroupState
{
    /// <summary>Effects are in the outbox.</summary>
    Delivering,

    /// <summary>Waits for a person or an expiry.</summary>
    Held,

    /// <summary>Waits for an administrator; the sender is not told.</summary>
    Quarantined,

    /// <summary>Final: refused; the sender was told where that is allowed.</summary>
    Rejected,

    /// <summary>Final: every effect is done.</summary>
    Delivered,

    /// <summary>Final: at least one recipient could not be reached; the sender was told where that is allowed.</summary>
    Failed,

    /// <summary>Final: replaced by later groups (release, re-realisation).</summary>
    Superseded,
}
