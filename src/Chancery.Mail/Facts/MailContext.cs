using Chancery.Mail.Envelopes;
using Chancery.Policy.Reading;

namespace Chancery.Mail.Facts;

/// <summary>What a message came with.</summary>
/// <param name="OwnDomains">Of the tenant, lower case, as A-labels.</param>
public sealed record MailContext(Session Session, Envelope Envelope, IReadOnlyCollection<string> OwnDomains)
{
    /// <summary>Names of header fields that the vocabulary maps to control headers.</summary>
    public IReadOnlyCollection<string> ForeignTriggers { get; init; } = [];

    /// <summary>What the tenant's policy wants found in the text, and where labels stand.</summary>
    public ReadingTerms Reading { get; init; } = ReadingTerms.None;

    /// <summary>May say in control headers what shall happen, and may send outbound.</summary>
    public bool IsTrusted => Session.Trust is SessionTrust.Internal or SessionTrust.Authenticated;
}
