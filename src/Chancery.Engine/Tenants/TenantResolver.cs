using Chancery.Mail.Addresses;
using Chancery.Mail.Envelopes;
using Chancery.Policy;

namespace Chancery.Engine.Tenants;

/// <summary>
/// Finds out whose message it is (language, R21): the tenant of listener or login, then that of the envelope sender's domain, then
/// that of the header From, then the only one. Mail of a session without the right to send outbound is its recipients' tenants'.
/// </summary>
public static class TenantResolver
{
    /// <summary>Recipients by the tenant that judges them first. A recipient that is nobody's to judge is in no group.</summary>
    /// <param name="author">Address of the header From; null where it is not known or not to be read.</param>
    public static IReadOnlyList<(Tenant Tenant, Envelope Envelope)> Split(Installation installation, Session session, Envelope envelope, string? author)
    {
        if (OfSender(installation, session, envelope.ReversePath) is { } owner)
            return [(owner, envelope)];
        // A tenant that is named and has no policy in force: nobody else may judge its mail.
        if (session.Tenant is not null)
            return [];
        if (NeedsAuthor(installation, session, envelope.ReversePath) && author is not null && OfRecipient(installation, author) is { } writer)
            return [(writer, envelope)];
        return
        [
            .. envelope.Recipients
                .Select(recipient => (Tenant: OfRecipient(installation, recipient), Recipient: recipient))
                .Where(entry => entry.Tenant is not null)
                .GroupBy(entry => entry.Tenant!.Id)
                .Select(group => (group.First().Tenant!, For(envelope, [.. group.Select(entry => entry.Recipient)]))),
        ];
    }

    /// <summary>The tenant that sends, as far as the envelope tells; null for a session without the right to send outbound, whose mail is judged by recipient.</summary>
    public static Tenant? OfSender(Installation installation, Session session, string reversePath)
    {
        if (session.Tenant is { } named)
            return TenantId.IsWellFormed(named) ? installation.Tenants.GetValueOrDefault(new TenantId(named)) : null;
        if (session.Trust == SessionTrust.Anonymous)
            return null;
        return DomainOf(reversePath) is { } domain && installation.OwnerOf(domain) is { } owner ? owner : installation.OnlyTenant;
    }

    /// <summary>Our own servers send, and which of several tenants it is the envelope does not tell: the header From may, as with notices and forwarded mail.</summary>
    public static bool NeedsAuthor(Installation installation, Session session, string reversePath) =>
        session.Tenant is null && session.Trust != SessionTrust.Anonymous && installation.Tenants.Count > 1 && OfSender(installation, session, reversePath) is null;

    public static Tenant? OfRecipient(Installation installation, string recipient) =>
        DomainOf(recipient) is { } domain ? installation.OwnerOf(domain) : null;

    private static Envelope For(Envelope envelope, IReadOnlyList<string> recipients) =>
        envelope with { Recipients = recipients, Request = envelope.Request.For(recipients) };

    private static string? DomainOf(string address) => MailAddress.TryParse(address, out var parsed) ? parsed.Domain : null;
}
