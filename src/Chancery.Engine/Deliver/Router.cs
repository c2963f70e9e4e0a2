using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Mail.Addresses;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Deliver;

/// <summary>Which next hop a recipient's copy goes to: the tenant it belongs to if that is another of ours, that of its domain, the tenant's own for its own mail, else by direction, else <c>default</c>.</summary>
public sealed class Router(GatewaySettings settings, Tenant tenant, SessionTrust trust)
{
    private const string Default = "default";

    /// <summary>The name of the hop; it may be missing from the settings by the time the copy is handed over.</summary>
    public string HopNameFor(string recipient)
    {
        var domain = MailAddress.TryParse(recipient, out var address) ? address.Domain : "";
        if (tenant.Neighbours.TryGetValue(domain, out var neighbour))
            return NeighbourHop.NameOf(neighbour);
        var routes = settings.Routes;
        var wanted = OfDomain(domain) ?? (tenant.Owns(domain), trust) switch
        {
            (true, SessionTrust.Anonymous) => tenant.NextHop ?? routes.Inbound,
            (true, _) => tenant.NextHop ?? routes.Internal ?? routes.Inbound,
            (false, _) => routes.Outbound,
        };
        return wanted ?? Default;
    }

    public NextHop? HopFor(string recipient) => settings.NextHops.GetValueOrDefault(HopNameFor(recipient));

    /// <summary>Whether a hop is the recipient's own server, so that TLS to it protects all the way (R11).</summary>
    public bool IsFinal(string hopName, string recipient) =>
        MailAddress.TryParse(recipient, out var address) && settings.NextHops.GetValueOrDefault(hopName) is { } hop
        && (hop.Mx || hop.FinalFor.Contains(address.Domain, StringComparer.OrdinalIgnoreCase));

    /// <summary>The nearest that is named: the domain itself, then <c>*.</c> and a domain above it.</summary>
    private string? OfDomain(string domain)
    {
        var named = settings.Routes.Domains;
        if (named.Count == 0 || domain.Length == 0)
            return null;
        if (named.GetValueOrDefault(domain) is { } own)
            return own;
        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', dot + 1))
            if (named.GetValueOrDefault("*" + domain[dot..]) is { } above)
                return above;
        return null;
    }
}
