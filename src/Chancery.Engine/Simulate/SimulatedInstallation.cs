using Chancery.Engine.Tenants;
using Chancery.Mail.Addresses;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Inspection;
using Chancery.Policy;

namespace Chancery.Engine.Simulate;

/// <summary>Who is who in a dry run where nobody connected: tenant, session and recipients from the mail and the command line.</summary>
internal static class SimulatedInstallation
{
    public static Session Nobody { get; } = new("simulate", "127.0.0.1", "simulate", null, SessionTrust.Anonymous, null, null);

    /// <summary>With a tenant named, that one alone; where no domains are configured, the sender's counts as ours.</summary>
    public static Installation For(Installation all, TenantId? only, string sender)
    {
        var tenants = only is { } id
            ? all.Tenants.Where(entry => entry.Key == id).ToDictionary(entry => entry.Key, entry => entry.Value)
            : all.Tenants;
        if (tenants.Values.All(tenant => tenant.Domains.Count == 0) && MailAddress.TryParse(sender, out var address))
            tenants = tenants.ToDictionary(entry => entry.Key, entry => entry.Value with { Domains = [address.Domain] });
        return all with { Tenants = tenants };
    }

    public static Session SessionFor(Installation installation, SimulationOptions options, string sender)
    {
        var ours = MailAddress.TryParse(sender, out var address) && installation.OwnerOf(address.Domain) is not null;
        return Nobody with { Trust = options.Session ?? (ours ? SessionTrust.Internal : SessionTrust.Anonymous) };
    }

    public static IReadOnlyList<string> RecipientsOf(SimulationOptions options, InspectedMail mail)
    {
        IEnumerable<string> named = options.To.Count > 0 ? options.To : [.. mail.To, .. mail.Cc, .. BccOf(mail)];
        return [.. named.Concat(options.Bcc).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> BccOf(InspectedMail mail) =>
        mail.HeaderValues("Bcc").SelectMany(value => value.Split(',')).Select(AddressIn).OfType<string>();

    private static string? AddressIn(string mailbox)
    {
        var (open, close) = (mailbox.LastIndexOf('<'), mailbox.LastIndexOf('>'));
        var text = open >= 0 && close > open ? mailbox[(open + 1)..close] : mailbox;
        return MailAddress.TryParse(text.Trim(), out var address) ? address.Normalised : null;
    }
}
