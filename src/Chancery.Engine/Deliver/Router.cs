using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Mail.Addresses;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Deliver;

/// <summary>Which next hop a recipient's copy goes to: the tenant's own for its own mail, else by direction, else <c>default</c>.</summary>
public sealed class Router(GatewaySettings settings, Tenant tenant, SessionTrust trust)
{
    private const string Default = "default";

    /// <summary>The name of the hop; it may be missing from the settings by the time the copy is handed over.</summary>
    public string HopNameFor(string recipient)
    {
        var ours = MailAddress.TryParse(recipient, out var address) && tenant.Owns(address.Domain);
        var routes = settings.Routes;
        var wanted = (ours, trust) switch
        {
            (true, SessionTrust.Anonymous) => tenant.NextHop ?? routes.Inbound,
            (true, _) => tenant.NextHop ?? routes.Internal ?? routes.Inbound,
            (false, _) => routes.Outbound,
        };
        return wanted ?? Default;
    }

    public NextHop? HopFor(string recipient) => settings.NextHops.GetValueOrDefault(HopNameFor(recipient));
}
