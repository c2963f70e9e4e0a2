using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Journey;

/// <summary>What Inspect, Decide and Protect made of a message: values only, nothing has happened yet.</summary>
public sealed record Judged(Decision Decision, FactSet Facts, IReadOnlyList<JudgedGroup> Groups)
{
    /// <summary>Another gateway of this installation decided, under this id, and no rule was asked; null where ours were.</summary>
    public string? PassedAs { get; init; }

    /// <summary>Why signed decisions in the message did not count.</summary>
    public IReadOnlyList<string> RefusedTokens { get; init; } = [];
}

/// <summary>One group with its finished copies.</summary>
/// <param name="Mails">One per next hop and at most as many recipients as a copy may carry; empty unless delivered.</param>
/// <param name="Fresh">The body made for this group; null if its copies are views over the original.</param>
public sealed record JudgedGroup(GroupDecision Group, IReadOnlyList<OutgoingMail> Mails, SealedBlob? Fresh)
{
    /// <summary>Something of ours failed; the postmaster is told.</summary>
    public bool IsFault { get; init; }

    /// <summary>What this version lacks for the copy; the plan stands, but nothing can leave.</summary>
    public string? NotBuilt { get; init; }

    /// <summary>Made by a rule's <c>copy</c>, not by the envelope.</summary>
    public bool IsCopy { get; init; }
}

/// <summary>What is to be judged: a message, or some of its recipients once more.</summary>
/// <param name="Recipients">Those of the envelope, or of one group.</param>
public sealed record JourneyRequest(SpooledMessage Message, IReadOnlyList<string> Recipients)
{
    /// <summary>The message's body, where it is still in memory; else the store has it.</summary>
    public SealedBlob? Body { get; init; }

    /// <summary>Methods that were refused at delivery, by recipient in lower case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<Method, string>> Refused { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<Method, string>>();

    /// <summary>When rules are judged to be valid; null: when the message was received.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The methods a <c>copy</c> may use, where the recipients get the message by one (R16); null for recipients of the envelope.</summary>
    public EquatableList<Method>? Copy { get; init; }

    /// <summary>Sources that are waited for while they are down; by default none, as in simulation (R40).</summary>
    public Func<string, bool> Awaits { get; init; } = _ => false;
}
