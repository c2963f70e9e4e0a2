using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;
using Chancery.Policy.Reading;
using Chancery.Policy.Triggers;

namespace Chancery.Mail.Facts;

/// <summary>What a message came with.</summary>
/// <param name="OwnDomains">Of the tenant, lower case, as A-labels.</param>
public sealed record MailContext(Session Session, Envelope Envelope, IReadOnlyCollection<string> OwnDomains)
{
    /// <summary>Foreign header fields that the vocabulary gives a meaning.</summary>
    public IReadOnlyList<Trigger> Triggers { get; init; } = [];

    /// <summary>What the tenant's policy wants found in the text, and where labels stand.</summary>
    public ReadingTerms Reading { get; init; } = ReadingTerms.None;

    /// <summary>May say in control headers what shall happen, and may send outbound.</summary>
    public bool IsTrusted => Session.Trust is SessionTrust.Internal or SessionTrust.Authenticated;

    /// <summary>How far what it says is believed.</summary>
    public ChannelTrust Channel => new(Session.Trust.ToString().ToLowerInvariant(), Session.Connector);

    /// <summary>Keeps out what this session may not say.</summary>
    public HeaderFirewall Firewall => new(Triggers, Channel);
}
