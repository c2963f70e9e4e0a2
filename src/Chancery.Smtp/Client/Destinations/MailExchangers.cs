using System.Net;
using System.Security.Cryptography;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Mail.Addresses;
using Chancery.Smtp.Client.Connections;
using Chancery.Smtp.Client.Dns;
using Chancery.Smtp.Client.Sts;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Client.Destinations;

/// <summary>
/// The hosts that take a domain's mail (RFC 5321 section 5.1), and the TLS that they or their domain demand: DANE (RFC 7672)
/// where the DNS is validated, and MTA-STS (RFC 8461).
/// </summary>
internal sealed partial class MailExchangers(IDnsLookup dns, StsPolicies sts, SmtpClientOptions options, ILogger log)
{
    /// <summary>Lower case, as A-labels; empty for what is no address.</summary>
    public static string DomainOf(string recipient) => MailAddress.TryParse(recipient, out var address) ? address.Domain : "";

    public async Task<Destination> FindAsync(string domain, NextHop hop, TlsDemand demand, CancellationToken cancel)
    {
        if (domain.Length == 0)
            return Destination.Refused(TransportVerdict.Failed, "not an address", "5.1.3");
        if (domain[0] == '[')
            return Literal(domain, hop, demand);
        var answer = await dns.MxAsync(domain, cancel);
        switch (answer.Found)
        {
            case DnsFound.NoSuchName:
                return Destination.Refused(TransportVerdict.Failed, $"there is no domain {domain}", "5.1.2");
            case DnsFound.Unavailable:
                return Destination.Refused(TransportVerdict.Deferred, answer.Problem ?? "no DNS answer", "4.4.3");
            case DnsFound.Records when answer.Records is [{ Host: "" }]:
                return Destination.Refused(TransportVerdict.Failed, $"{domain} takes no mail", "5.1.10");
        }

        string[] hosts = answer.Found == DnsFound.Nothing ? [domain] : Ordered(answer.Records);
        return await UnderStsAsync(domain, hosts, answer.IsSecure, hop, demand, cancel);
    }

    private async Task<Destination> UnderStsAsync(string domain, string[] hosts, bool secure, NextHop hop, TlsDemand demand, CancellationToken cancel)
    {
        if (hop.Tls != TlsMode.None && await sts.FindAsync(domain, cancel) is { Mode: not StsMode.None } policy)
        {
            var allowed = Array.FindAll(hosts, policy.Allows);
            if (policy.Mode == StsMode.Testing)
                foreach (var stranger in hosts.Except(allowed))
                    LogStranger(domain, stranger);
            else if (allowed.Length == 0)
                return Destination.Refused(TransportVerdict.Deferred, $"no mail exchanger of {domain} is one that its MTA-STS policy names", "4.7.0");
            else
                (hosts, demand) = (allowed, demand.AtLeast(TlsMode.Verified));
        }

        return new Destination(
            [.. hosts.Take(options.MxTries).Select(host => new Target(host, hop.Port))],
            (target, stop) => ApproachAsync(target, secure, hop, demand, stop));
    }

    private async Task<Approach> ApproachAsync(Target target, bool secure, NextHop hop, TlsDemand demand, CancellationToken cancel)
    {
        var addresses = await dns.AddressesAsync(target.Host, cancel);
        if (addresses.Found != DnsFound.Records)
            throw new PeerException(addresses.Found == DnsFound.Unavailable ? "4.4.3" : "4.4.4", addresses.Problem ?? $"{target.Host} has no address");
        if (secure && addresses.IsSecure && hop.Tls != TlsMode.None)
            demand = await UnderDaneAsync(target, demand, cancel);
        return new Approach(target, addresses.Records, demand, hop.Credentials);
    }

    /// <summary>RFC 7672 section 2.2: no answer is not "no records"; somebody may be keeping them from us.</summary>
    private async Task<TlsDemand> UnderDaneAsync(Target target, TlsDemand demand, CancellationToken cancel)
    {
        var answer = await dns.TlsaAsync($"_{target.Port}._tcp.{target.Host}", cancel);
        if (answer.Found == DnsFound.Unavailable)
            throw new PeerException("4.4.3", answer.Problem ?? $"no answer for TLSA of {target}");
        if (answer.Found != DnsFound.Records || !answer.IsSecure)
            return demand;
        var usable = answer.Records.Where(record => record.IsUsable).ToList();
        return usable.Count > 0 ? demand.By(new Dane.TlsaSet(usable)) : demand.AtLeast(TlsMode.Required);
    }

    private static Destination Literal(string domain, NextHop hop, TlsDemand demand)
    {
        var inner = domain[1..^1];
        var text = inner.StartsWith("ipv6:", StringComparison.OrdinalIgnoreCase) ? inner[5..] : inner;
        return IPAddress.TryParse(text, out var address)
            ? new Destination([new Target(text, hop.Port)], (target, _) => Task.FromResult(new Approach(target, [address], demand, hop.Credentials)))
            : Destination.Refused(TransportVerdict.Failed, $"{domain} is no address of a host", "5.1.2");
    }

    /// <summary>Exchangers of one preference share the load.</summary>
    private static string[] Ordered(IReadOnlyList<MxData> records)
    {
        MxData[] shuffled = [.. records.Where(record => record.Host.Length > 0)];
        RandomNumberGenerator.Shuffle(shuffled.AsSpan());
        return [.. shuffled.OrderBy(record => record.Preference).Select(record => record.Host)];
    }

    [LoggerMessage(3156, LogLevel.Information, "The MTA-STS policy of {Domain}, which is in testing, does not name its mail exchanger {Host}")]
    private partial void LogStranger(string domain, string host);
}
