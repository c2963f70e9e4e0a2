using System.Net;
using System.Net.Sockets;
using Chancery.Mail.Dns;

namespace Chancery.Mail.Tests.Authentication;

/// <summary>A DNS of some lines <c>name TYPE value</c>; the type <c>FAIL</c> gives no answer for a name.</summary>
public sealed class ZoneRecords(string zone) : IDnsRecords
{
    private readonly ILookup<(string Name, string Type), string> _records = Lines(zone).ToLookup(line => (line.Name, line.Type), line => line.Value);

    public int Questions { get; private set; }

    public static IEnumerable<(string Name, string Type, string Value)> Lines(string zone) =>
        zone.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(' ', 3)).Select(line => (line[0].ToLowerInvariant(), line[1], line.Length > 2 ? line[2] : ""));

    public Task<DnsReply<string>> TextAsync(string name, CancellationToken cancel) => Find(name, "TXT", value => value);

    public Task<DnsReply<IPAddress>> AddressesAsync(string name, AddressFamily family, CancellationToken cancel) =>
        Find(name, family == AddressFamily.InterNetwork ? "A" : "AAAA", IPAddress.Parse);

    public Task<DnsReply<string>> ExchangersAsync(string name, CancellationToken cancel) => Find(name, "MX", value => value);

    public Task<DnsReply<string>> NamesAsync(IPAddress address, CancellationToken cancel) => Find(address.ToString(), "PTR", value => value);

    private Task<DnsReply<T>> Find<T>(string name, string type, Func<string, T> read)
    {
        Questions++;
        var bare = name.TrimEnd('.').ToLowerInvariant();
        return Task.FromResult(_records.Contains((bare, "FAIL")) ? new DnsReply<T>(false, []) : new DnsReply<T>(true, [.. _records[(bare, type)].Select(read)]));
    }
}
