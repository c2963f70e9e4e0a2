using Chancery.Mail.Dkim;

namespace Chancery.Smtp.Client.Dns;

/// <summary>Keys of DKIM and ARC where they are published.</summary>
public sealed class DnsDkimKeys(IDnsLookup dns) : IDkimKeys
{
    public async Task<IReadOnlyList<string>?> FindAsync(string name, CancellationToken cancel)
    {
        var answer = await dns.TextAsync(name, cancel);
        return answer.Found == DnsFound.Unavailable ? null : answer.Records;
    }
}
