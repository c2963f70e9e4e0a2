namespace Chancery.Mail.Envelopes;

/// <summary>What the client asked of transport and reports: DSN (RFC 3461) and REQUIRETLS (RFC 8689).</summary>
public sealed record DeliveryRequest
{
    private static readonly IReadOnlyDictionary<string, RecipientRequest> Nobody =
        new Dictionary<string, RecipientRequest>(StringComparer.OrdinalIgnoreCase);

    public static DeliveryRequest None { get; } = new();

    /// <summary>RET: how much of the message a failure report shall carry; null when not asked.</summary>
    public ReturnContent? Return { get; init; }

    /// <summary>ENVID, decoded from xtext; null when not given.</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>Every hop from here on must use verified TLS and promise the same.</summary>
    public bool RequireTls { get; init; }

    /// <summary>What was asked per recipient; who is missing here asked for nothing. Compared without regard to case.</summary>
    public IReadOnlyDictionary<string, RecipientRequest> Recipients { get; init; } = Nobody;

    /// <summary>Nothing was asked.</summary>
    public bool IsNone => Return is null && EnvelopeId is null && !RequireTls && Recipients.Count == 0;

    /// <summary>NOTIFY for a recipient; by default failures are told, as RFC 3461 section 4.1 has it, and delays too.</summary>
    public Notify NotifyFor(string recipient) => Recipients.GetValueOrDefault(recipient)?.Notify ?? Notify.Failure | Notify.Delay;

    /// <summary>The same for some of the recipients.</summary>
    public DeliveryRequest For(IEnumerable<string> recipients) => IsNone ? this : this with
    {
        Recipients = recipients.Distinct(StringComparer.OrdinalIgnoreCase).Where(Recipients.ContainsKey)
            .ToDictionary(address => address, address => Recipients[address], StringComparer.OrdinalIgnoreCase),
    };
}

/// <param name="Notify">NOTIFY; null when not given.</param>
/// <param name="OriginalRecipient">ORCPT with its type, decoded from xtext: <c>rfc822;anna@example.org</c>; null when not given.</param>
public sealed record RecipientRequest(Notify? Notify, string? OriginalRecipient);

/// <summary>RFC 3461 section 4.1.</summary>
[Flags]
public enum Notify
{
    Never = 0,
    Success = 1,
    Failure = 2,
    Delay = 4,
}

/// <summary>RFC 3461 section 4.3.</summary>
public enum ReturnContent { Headers, Full }
