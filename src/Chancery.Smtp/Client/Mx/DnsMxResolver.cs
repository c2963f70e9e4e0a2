using System.Security.Cryptography;
using DnsClient;
using DnsClient.Protocol;

namespace Chancery.Smtp.Client.Mx;

/// <summary>Asks the DNS.</summary>
public sealed class DnsMxResolver(Func<IDnsQuery> dns) : IMxResolver
{
    private readonly Lazy<IDnsQuery> _dns = new(dns);

    /// <summary>With the system's name servers, looked for when the first question comes.</summary>
    public static DnsMxResolver OfSystem() => new(() => new LookupClient());

    public async Task<MxAnswer> ResolveAsync(string domain, CancellationToken cancel)
    {
        try
        {
            var response = await _dns.Value.QueryAsync(domain, QueryType.MX, QueryClass.IN, cancel);
            return response.Header.ResponseCode switch
            {
                DnsHeaderResponseCode.NoError => Of(domain, [.. response.Answers.MxRecords()]),
                DnsHeaderResponseCode.NotExistentDomain => new MxAnswer.NoSuchDomain(),
                var code => new MxAnswer.Unavailable($"DNS says {code} for MX of {domain}"),
            };
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // A wall: whatever keeps the DNS from answering, the mail waits.
            return new MxAnswer.Unavailable($"no DNS answer for MX of {domain}: {error.Message}");
        }
    }

    private static MxAnswer Of(string domain, MxRecord[] records)
    {
        if (records.Length == 0)
            return new MxAnswer.Hosts([domain]);
        if (records is [{ Exchange.Value: "." }])
            return new MxAnswer.NoMail();
        // Exchangers of one preference share the load.
        RandomNumberGenerator.Shuffle(records.AsSpan());
        return new MxAnswer.Hosts([.. records.OrderBy(record => record.Preference).Select(record => record.Exchange.Value.TrimEnd('.')).Where(name => name.Length > 0)]);
    }
}
