using Chancery.Engine.Messages;

namespace Chancery.Engine.Notices;

/// <summary>Something the sender is to be told of some recipients of one group.</summary>
/// <param name="EffectId">Of the notice; the same report made again has the same.</param>
internal sealed record Report(ReportKind Kind, MessageGroup Group, string EffectId, IReadOnlyList<ReportedRecipient> Recipients)
{
    /// <summary>Until when it is tried; only for a delay.</summary>
    public DateTimeOffset? RetryUntil { get; init; }
}
