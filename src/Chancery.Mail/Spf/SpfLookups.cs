using System.Net;
using System.Net.Sockets;
using Chancery.Mail.Dns;

namespace Chancery.Mail.Spf;

/// <summary>Asks the DNS and counts (RFC 7208 section 4.6.4).</summary>
internal sealed class SpfLookups(IDnsRecords dns)
{
    private const int MostTerms = 10;
    private const int MostVoid = 2;
    private const int MostExchangers = 10;
    private const int MostNames = 10;

    private int _terms;
    private int _void;

    /// <summary>A term that asks the DNS begins.</summary>
    public void CountTerm()
    {
        if (++_terms > MostTerms)
            throw new SpfErrorException(SpfResult.PermError);
    }

    /// <summary>Records of the domain; not counted as void: a domain without SPF is no mistake of the record that asks.</summary>
    public async Task<IReadOnlyList<string>> RecordsAsync(string domain, CancellationToken cancel) =>
        SpfName.IsAskable(domain) ? Answer(await dns.TextAsync(domain, cancel)).Records : [];

    public async Task<IReadOnlyList<IPAddress>> AddressesAsync(string name, AddressFamily family, CancellationToken cancel) =>
        SpfName.IsAskable(name) ? Counted(await dns.AddressesAsync(name, family, cancel)) : [];

    public async Task<IReadOnlyList<string>> ExchangersAsync(string name, CancellationToken cancel)
    {
        if (!SpfName.IsAskable(name))
            return [];
        var hosts = Counted(await dns.ExchangersAsync(name, cancel));
        return hosts.Count <= MostExchangers ? hosts : throw new SpfErrorException(SpfResult.PermError);
    }

    /// <summary>Names of the address that lead back to it (RFC 7208 section 5.5). What the DNS does not answer is no name.</summary>
    public async Task<IReadOnlyList<string>> ValidatedNamesAsync(IPAddress address, CancellationToken cancel)
    {
        var found = new List<string>();
        foreach (var name in (await dns.NamesAsync(address, cancel)).Records.Where(SpfName.IsAskable).Take(MostNames))
            if ((await dns.AddressesAsync(name, address.AddressFamily, cancel)).Records.Contains(address))
                found.Add(name.TrimEnd('.'));
        return found;
    }

    private IReadOnlyList<T> Counted<T>(DnsReply<T> reply)
    {
        if (Answer(reply).IsVoid && ++_void > MostVoid)
            throw new SpfErrorException(SpfResult.PermError);
        return reply.Records;
    }

    private static DnsReply<T> Answer<T>(DnsReply<T> reply) => reply.IsAnswer ? reply : throw new SpfErrorException(SpfResult.TempError);
}
