using System.Net;
using System.Net.Sockets;

namespace Chancery.Mail.Dns;

/// <summary>What sender authentication asks the DNS. Names are A-labels. Never throws for what the DNS says or fails to say.</summary>
public interface IDnsRecords
{
    /// <summary>The strings of one record joined (RFC 7208 section 3.3).</summary>
    Task<DnsReply<string>> TextAsync(string name, CancellationToken cancel);

    /// <param name="family">A or AAAA.</param>
    Task<DnsReply<IPAddress>> AddressesAsync(string name, AddressFamily family, CancellationToken cancel);

    /// <summary>Hosts, the preferred ones first, without the last dot.</summary>
    Task<DnsReply<string>> ExchangersAsync(string name, CancellationToken cancel);

    /// <summary>Names of an address (PTR), without the last dot.</summary>
    Task<DnsReply<string>> NamesAsync(IPAddress address, CancellationToken cancel);
}

/// <param name="IsAnswer">False: no answer now, which is not "nothing there".</param>
/// <param name="Records">Empty also where the name does not exist.</param>
public sealed record DnsReply<T>(bool IsAnswer, IReadOnlyList<T> Records)
{
    /// <summary>A void lookup (RFC 7208 section 4.6.4).</summary>
    public bool IsVoid => IsAnswer && Records.Count == 0;
}
