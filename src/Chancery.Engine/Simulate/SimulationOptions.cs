using Chancery.Mail.Envelopes;
using Chancery.Policy;

namespace Chancery.Engine.Simulate;

/// <summary>What the command line says about the envelope and the session of simulated mails.</summary>
public sealed record SimulationOptions
{
    /// <summary>Overrides the reverse-path; null: the address of the From field.</summary>
    public string? From { get; init; }

    /// <summary>Overrides the recipients; empty: To, Cc and Bcc.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Recipients added that no field names.</summary>
    public IReadOnlyList<string> Bcc { get; init; } = [];

    public TenantId? Tenant { get; init; }

    /// <summary>Null: internal if the sender is ours, else anonymous.</summary>
    public SessionTrust? Session { get; init; }

    /// <summary>Where every effect is written; null: nowhere.</summary>
    public string? EffectsFolder { get; init; }
}
