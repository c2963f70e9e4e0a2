using Chancery.Mail.Dns;

namespace Chancery.Mail.Dmarc;

/// <summary>
/// Which organisation a domain is of, found in the DNS alone by walking up from the domain (RFC 9091 and the "DNS Tree Walk" of its
/// successor DMARCbis, section 4.10): no list of public suffixes is shipped that would grow old.
/// </summary>
internal sealed class DmarcTree(IDnsRecords dns)
{
    /// <summary>Questions for one domain, so that a name of many labels cannot keep us busy.</summary>
    private const int MostQuestions = 8;

    private readonly Dictionary<string, DmarcRecord?> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The record that speaks for mail of a domain: its own, else that of its organisation, else that of its public suffix.</summary>
    /// <exception cref="DmarcErrorException">There is no answer now, or a record that cannot be understood.</exception>
    public async Task<DmarcRecord?> RecordForAsync(string domain, CancellationToken cancel)
    {
        if (await RecordAsync(domain, cancel) is { } own)
            return own;
        var organisation = await OrganisationAsync(domain, cancel);
        if (await RecordAsync(organisation, cancel) is { } common)
            return common;
        foreach (var above in Path(domain))
            if (await RecordAsync(above, cancel) is { Psd: 'y' } suffix)
                return suffix;
        return null;
    }

    public async Task<string> OrganisationAsync(string domain, CancellationToken cancel)
    {
        string? shortest = null;
        foreach (var name in Path(domain))
        {
            DmarcRecord? record;
            try
            {
                record = await RecordAsync(name, cancel);
            }
            catch (DmarcErrorException) when (shortest is not null)
            {
                // Of zones above one that spoke nothing is heard: that one stands, as if they were silent.
                return shortest;
            }

            if (record is null)
                continue;
            if (record.Psd == 'n')
                return name;
            if (record.Psd == 'y' && name != domain)
                return OneBelow(domain, name);
            shortest = name;
        }

        return shortest ?? domain;
    }

    /// <summary>The domain, then the names above it; of a name with more than eight labels only the last seven are walked.</summary>
    internal static IEnumerable<string> Path(string domain)
    {
        var labels = domain.Split('.');
        yield return domain;
        var left = labels.Length > MostQuestions ? MostQuestions - 1 : labels.Length - 1;
        for (; left >= 1; left--)
            yield return string.Join('.', labels[^left..]);
    }

    private static string OneBelow(string domain, string suffix) =>
        string.Join('.', domain.Split('.')[^(suffix.Split('.').Length + 1)..]);

    private async Task<DmarcRecord?> RecordAsync(string domain, CancellationToken cancel)
    {
        if (_known.TryGetValue(domain, out var known))
            return known;
        var reply = await dns.TextAsync("_dmarc." + domain, cancel);
        if (!reply.IsAnswer)
            throw new DmarcErrorException(DmarcResult.TempError);
        var records = reply.Records.Where(DmarcRecord.IsOne).ToList();
        // Several records are as good as none (RFC 7489 section 6.6.3).
        return _known[domain] = records.Count == 1 && DmarcRecord.TryParse(records[0], out var record) ? record : null;
    }
}

internal sealed class DmarcErrorException(DmarcResult result) : Exception(result.ToString())
{
    public DmarcResult Result => result;
}
