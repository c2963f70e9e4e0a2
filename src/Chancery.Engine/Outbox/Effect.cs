using Chancery.Policy;

namespace Chancery.Engine.Outbox;

/// <summary>One hand-over to the outside world, idempotent by its id.</summary>
/// <param name="Id">Message, group, action and ordinal: <c>01J…-1-smtp-1</c>.</param>
/// <param name="Kind"><c>smtp</c>, or <c>notice</c> for mail the gateway writes itself; later file, portal, sms, …</param>
/// <param name="Requires">Ids of effects that must be done before this one may start.</param>
public sealed record Effect(
    TenantId Tenant, string Id, string MessageId, int Group, string Kind, OutgoingMail Mail, IReadOnlyList<string> Requires)
{
    /// <summary>False for our own notices and for copies that a rule makes, of which the sender must not learn.</summary>
    public bool TellsSender => Kind == "smtp" && !Id.Contains("-copy-", StringComparison.Ordinal);

    public static string IdOf(string messageId, int group, string action, int ordinal) => $"{messageId}-{group}-{action}-{ordinal}";
}

/// <summary>Where one recipient of an effect stands.</summary>
/// <param name="Reply">The last reply of the next hop, or what went wrong; controls encoded, at most 4 KiB.</param>
public sealed record EffectRecipient(string Address, RecipientState State, string? Reply);

public enum RecipientState { Pending, Delivered, Failed }

/// <summary>An effect with its progress.</summary>
public sealed record EffectStatus(
    Effect Effect, IReadOnlyList<EffectRecipient> Recipients, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? NextAttempt)
{
    public IReadOnlyList<string> Pending => [.. Recipients.Where(r => r.State == RecipientState.Pending).Select(r => r.Address)];
}
