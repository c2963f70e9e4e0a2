using System.Net;
using System.Net.Sockets;
using Chancery.Smtp.Client.Dane;

namespace Chancery.Smtp.Client.Dns;

/// <summary>The questions a mail client has for the DNS. Names are A-labels. Never throws for what the DNS says or fails to say.</summary>
public interface IDnsLookup
{
    Task<DnsAnswer<MxData>> MxAsync(string domain, CancellationToken cancel);

    /// <summary>AAAA before A.</summary>
    Task<DnsAnswer<IPAddress>> AddressesAsync(string host, CancellationToken cancel);

    /// <param name="family">A or AAAA alone.</param>
    Task<DnsAnswer<IPAddress>> AddressesAsync(string host, AddressFamily family, CancellationToken cancel);

    /// <summary>The names of an address (PTR), without the last dot.</summary>
    Task<DnsAnswer<string>> NamesAsync(IPAddress address, CancellationToken cancel);

    /// <summary>The strings of one record joined.</summary>
    Task<DnsAnswer<string>> TextAsync(string name, CancellationToken cancel);

    Task<DnsAnswer<TlsaData>> TlsaAsync(string name, CancellationToken cancel);
}
