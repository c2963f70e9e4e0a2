using Chancery.Engine.Egress;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Connections;
using Chancery.Smtp.Client.Dns;
using Chancery.Smtp.Client.Sts;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Client.Destinations;

/// <summary>Looks up, without talking to anybody, what the delivery will demand of the hosts of a domain.</summary>
public sealed class HopSecurity : IHopSecurity
{
    private readonly MailExchangers _exchangers;
    private readonly StsPolicies _sts;
    private readonly IDnsLookup _dns;

    public HopSecurity(IDnsLookup dns, GuardedHttp http, SmtpClientOptions options, TimeProvider time, ILogger<HopSecurity> log)
    {
        _dns = dns;
        _sts = new StsPolicies(dns, http, options, time, log);
        _exchangers = new MailExchangers(dns, _sts, options, log);
    }

    public async Task<string?> LookAsync(NextHop hop, string domain, CancellationToken cancel)
    {
        if (hop.Tls == TlsMode.None)
            return "none";
        if (!hop.Mx)
            return hop.Tls == TlsMode.Verified ? "verified" : "opportunistic";
        if (domain.StartsWith('['))
            return "opportunistic";
        // Without an answer to either question nobody knows whether the domain has bound itself.
        if ((await _dns.MxAsync(domain, cancel)).Found == DnsFound.Unavailable || (await _dns.TextAsync("_mta-sts." + domain, cancel)).Found == DnsFound.Unavailable)
            return null;
        var destination = await _exchangers.FindAsync(domain, hop, TlsDemand.Of(hop), cancel);
        if (destination.Refusal is { } refusal)
            return refusal.Verdict == TransportVerdict.Deferred && refusal.Status == "4.4.3" ? null : "none";
        try
        {
            var pinned = true;
            foreach (var target in destination.Targets)
                pinned &= (await destination.ApproachAsync(target, cancel)).Demand.Dane is not null;
            if (pinned)
                return "dane";
        }
        catch (PeerException)
        {
            return null;
        }

        if (await _sts.FindAsync(domain, cancel) is { Mode: StsMode.Enforce })
            return "mta-sts";
        return hop.Tls == TlsMode.Verified ? "verified" : "opportunistic";
    }
}
