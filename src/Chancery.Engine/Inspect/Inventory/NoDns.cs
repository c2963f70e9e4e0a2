using System.Net;
using System.Net.Sockets;
using Chancery.Mail.Dkim;
using Chancery.Mail.Dns;

namespace Chancery.Engine.Inspect.Inventory;

/// <summary>Where no name server is named nothing is asked: what a message bears no signature of is known all the same.</summary>
internal sealed class NoDns : IDnsRecords, IDkimKeys
{
    public static NoDns Instance { get; } = new();

    public Task<DnsReply<string>> TextAsync(string name, CancellationToken cancel) => Nothing<string>();

    public Task<DnsReply<IPAddress>> AddressesAsync(string name, AddressFamily family, CancellationToken cancel) => Nothing<IPAddress>();

    public Task<DnsReply<string>> ExchangersAsync(string name, CancellationToken cancel) => Nothing<string>();

    public Task<DnsReply<string>> NamesAsync(IPAddress address, CancellationToken cancel) => Nothing<string>();

    public Task<IReadOnlyList<string>?> FindAsync(string name, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>?>(null);

    private static Task<DnsReply<T>> Nothing<T>() => Task.FromResult(new DnsReply<T>(false, []));
}
