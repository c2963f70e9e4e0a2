using Chancery.Mail.Addresses;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Tenants;

/// <summary>Finds out whose message it is (language, R21): the listener's tenant, then that of the sender's domain, then by recipient, then the only one.</summary>
public static class TenantResolver
{
    /// <summary>Recipients by the tenant that judges them. A recipient that is nobody's to judge is in no group.</summary>
    public static IReadOnlyList<(Tenant Tenant, Envelope Envelope)> Split(Installation installation, Session session, Envelope envelope)
    {
        if (OfSender(installation, session, envelope.ReversePath) is { } owner)
            return [(owner, envelope)];
        return
        [
            .. envelope.Recipients
                .Select(recipient => (Tenant: OfRecipient(installation, recipient), Recipient: recipient))
                .Where(entry => entry.Tenant is not null)
                .GroupBy(entry => entry.Tenant!.Id)
                .Select(group => (group.First().Tenant!, envelope with { Recipients = [.. group.Select(entry => entry.Recipient)] })),
        ];
    }

    /// <summary>The tenant that sends; null for a session without the right to send outbound, whose mail is judged by recipient.</summary>
    public static Tenant? OfSender(Installation installation, Session session, string reversePath)
    {
        if (OfListener(installation, session) is { } fixedTenant)
            return fixedTenant;
        if (session.Trust == SessionTrust.Anonymous)
            return null;
        return DomainOf(reversePath) is { } domain && installation.OwnerOf(domain) is { } owner ? owner : installation.OnlyTenant;
    }

    public static Tenant? OfRecipient(Installation installation, string recipient) =>
        DomainOf(recipient) is { } domain ? installation.OwnerOf(domain) : null;

    private static Tenant? OfListener(Installation installation, Session session)
    {
        var listener = installation.Settings.Listeners.FirstOrDefault(l => l.Address.ToString() == session.Listener);
        return listener?.Tenant is { } id && installation.Tenants.TryGetValue(id, out var tenant) ? tenant : null;
    }

    private static string? DomainOf(string address) => MailAddress.TryParse(address, out var parsed) ? parsed.Domain : null;
}
