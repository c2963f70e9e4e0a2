using System.Net;
using System.Net.Sockets;
using Chancery.Mail.Dns;

namespace Chancery.Smtp.Client.Dns;

/// <summary>The questions of sender authentication, asked by the same resolver as those of delivery.</summary>
public sealed class DnsRecords(IDnsLookup dns) : IDnsRecords
{
    public async Task<DnsReply<string>> TextAsync(string name, CancellationToken cancel) => Reply(await dns.TextAsync(name, cancel), text => text);

    public async Task<DnsReply<IPAddress>> AddressesAsync(string name, AddressFamily family, CancellationToken cancel) =>
        Reply(await dns.AddressesAsync(name, family, cancel), address => address);

    public async Task<DnsReply<string>> ExchangersAsync(string name, CancellationToken cancel)
    {
        var answer = await dns.MxAsync(name, cancel);
        return Reply(answer with { Records = [.. answer.Records.Where(record => record.Host.Length > 0).OrderBy(record => record.Preference)] }, record => record.Host);
    }

    public async Task<DnsReply<string>> NamesAsync(IPAddress address, CancellationToken cancel) => Reply(await dns.NamesAsync(address, cancel), name => name);

    private static DnsReply<TOut> Reply<TIn, TOut>(DnsAnswer<TIn> answer, Func<TIn, TOut> read) =>
        new(answer.Found != DnsFound.Unavailable, [.. answer.Records.Select(read)]);
}
