using System.Net;
using System.Net.Sockets;
using Chancery.Smtp.Client.Dane;
using Chancery.Smtp.Client.Dns;

namespace Chancery.Smtp.Tests.Support;

/// <summary>A DNS of a few lines; what is not in it is not answered.</summary>
public sealed class Zone : IDnsLookup
{
    public Dictionary<string, DnsAnswer<MxData>> Mx { get; } = [];

    public Dictionary<string, DnsAnswer<string>> Text { get; } = [];

    public Task<DnsAnswer<MxData>> MxAsync(string domain, CancellationToken cancel) => Answer(Mx, domain);

    public Task<DnsAnswer<IPAddress>> AddressesAsync(string host, CancellationToken cancel) =>
        Task.FromResult(DnsAnswer.Of<IPAddress>(IPAddress.TryParse(host, out var literal) ? [literal] : [IPAddress.Loopback], isSecure: false));

    public Task<DnsAnswer<IPAddress>> AddressesAsync(string host, AddressFamily family, CancellationToken cancel) => AddressesAsync(host, cancel);

    public Task<DnsAnswer<string>> NamesAsync(IPAddress address, CancellationToken cancel) => Answer<string>([], address.ToString());

    public Task<DnsAnswer<string>> TextAsync(string name, CancellationToken cancel) => Answer(Text, name);

    public Task<DnsAnswer<TlsaData>> TlsaAsync(string name, CancellationToken cancel) => Answer<TlsaData>([], name);

    private static Task<DnsAnswer<T>> Answer<T>(Dictionary<string, DnsAnswer<T>> answers, string name) =>
        Task.FromResult(answers.GetValueOrDefault(name) ?? DnsAnswer.Unavailable<T>("servfail"));
}
