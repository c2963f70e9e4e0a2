using System.Net;
using System.Net.Sockets;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Dane;
using DnsClient;
using DnsClient.Protocol;

namespace Chancery.Smtp.Client.Dns;

/// <summary>Asks name servers; what was answered is kept as long as it says.</summary>
public sealed class DnsLookup : IDnsLookup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lazy<LookupClient> _client;
    private readonly bool _validating;

    /// <summary>Without servers those of the system are asked, looked for when the first question comes.</summary>
    public DnsLookup(DnsSettings settings)
    {
        _validating = settings.IsValidating;
        _client = new Lazy<LookupClient>(() => new LookupClient(OptionsOf(settings)));
    }

    public Task<DnsAnswer<MxData>> MxAsync(string domain, CancellationToken cancel) =>
        AskAsync(domain, QueryType.MX, answers => answers.MxRecords().Select(record => new MxData(record.Preference, Bare(record.Exchange))), cancel);

    public Task<DnsAnswer<string>> TextAsync(string name, CancellationToken cancel) =>
        AskAsync(name, QueryType.TXT, answers => answers.TxtRecords().Select(record => string.Concat(record.Text)), cancel);

    public Task<DnsAnswer<TlsaData>> TlsaAsync(string name, CancellationToken cancel) =>
        AskAsync(
            name, QueryType.TLSA,
            answers => answers.TlsaRecords().Select(record => new TlsaData(
                (byte)record.CertificateUsage, (byte)record.Selector, (byte)record.MatchingType, Convert.ToHexString([.. record.CertificateAssociationData]))),
            cancel);

    public Task<DnsAnswer<IPAddress>> AddressesAsync(string host, AddressFamily family, CancellationToken cancel) => family == AddressFamily.InterNetwork
        ? AskAsync(host, QueryType.A, answers => answers.ARecords().Select(record => record.Address), cancel)
        : AskAsync(host, QueryType.AAAA, answers => answers.AaaaRecords().Select(record => record.Address), cancel);

    public Task<DnsAnswer<string>> NamesAsync(IPAddress address, CancellationToken cancel) =>
        AskAsync(address.GetArpaName(), QueryType.PTR, answers => answers.PtrRecords().Select(record => Bare(record.PtrDomainName)), cancel);

    public async Task<DnsAnswer<IPAddress>> AddressesAsync(string host, CancellationToken cancel)
    {
        if (IPAddress.TryParse(host, out var literal))
            return DnsAnswer.Of<IPAddress>([literal], isSecure: false);
        var six = AskAsync(host, QueryType.AAAA, answers => answers.AaaaRecords().Select(record => record.Address), cancel);
        var four = await AskAsync(host, QueryType.A, answers => answers.ARecords().Select(record => record.Address), cancel);
        return Both(await six, four);
    }

    /// <summary>Addresses of one family are enough where the other has no answer.</summary>
    private static DnsAnswer<IPAddress> Both(DnsAnswer<IPAddress> six, DnsAnswer<IPAddress> four)
    {
        IPAddress[] all = [.. six.Records, .. four.Records];
        if (all.Length > 0)
            return DnsAnswer.Of<IPAddress>(all, six.IsSecure && four.IsSecure);
        return six.Found == DnsFound.Unavailable ? six : four;
    }

    private async Task<DnsAnswer<T>> AskAsync<T>(string name, QueryType type, Func<IReadOnlyList<DnsResourceRecord>, IEnumerable<T>> read, CancellationToken cancel)
    {
        try
        {
            var response = await _client.Value.QueryAsync(name, type, QueryClass.IN, cancel);
            var secure = _validating && response.Header.IsAuthenticData;
            return response.Header.ResponseCode switch
            {
                DnsHeaderResponseCode.NoError => DnsAnswer.Of<T>([.. read(response.Answers)], secure),
                DnsHeaderResponseCode.NotExistentDomain => new DnsAnswer<T>(DnsFound.NoSuchName, [], secure),
                var code => DnsAnswer.Unavailable<T>($"DNS says {code} for {type} of {name}"),
            };
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // A wall: whatever keeps the DNS from answering, the mail waits.
            return DnsAnswer.Unavailable<T>($"no DNS answer for {type} of {name}: {error.Message}");
        }
    }

    private static LookupClientOptions OptionsOf(DnsSettings settings)
    {
        var options = settings.Servers.Count == 0 ? new LookupClientOptions() : new LookupClientOptions([.. settings.Servers]);
        options.Timeout = Patience;
        options.UseCache = true;
        // DO asks a validating resolver to say whether it has validated (RFC 4035 section 3.2.1).
        options.RequestDnsSecRecords = settings.IsValidating;
        return options;
    }

    private static string Bare(DnsString name) => name.Value.TrimEnd('.');
}
