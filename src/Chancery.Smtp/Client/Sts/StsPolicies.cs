using System.Collections.Concurrent;
using System.Text;
using Chancery.Engine.Egress;
using Chancery.Smtp.Client.Dns;
using Chancery.Smtp.Text;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Client.Sts;

/// <summary>
/// Finds the MTA-STS policy of a domain (RFC 8461 sections 3.3 and 5.1). A policy once seen holds until its age is over, even
/// where somebody keeps us from asking again.
/// </summary>
internal sealed partial class StsPolicies(IDnsLookup dns, GuardedHttp http, SmtpClientOptions options, TimeProvider time, ILogger log)
{
    private const int MostDomains = 20_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A failed fetch is not repeated sooner (RFC 8461 section 3.3).</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    private sealed record Known(string Id, StsPolicy? Policy, DateTimeOffset Until);

    /// <summary>Null: the domain has none, or none can be had.</summary>
    public async Task<StsPolicy?> FindAsync(string domain, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var known = _known.TryGetValue(domain, out var kept) && kept.Until > now ? kept : null;
        var answer = await dns.TextAsync("_mta-sts." + domain, cancel);
        if (StsRecord.IdOf(answer.Records) is not { } id || id == known?.Id)
            return known?.Policy;
        var fetched = await FetchAsync(domain, cancel);
        if (fetched is null && known?.Policy is not null)
            return known.Policy;
        if (_known.Count >= MostDomains)
            Forget(now);
        _known[domain] = new Known(id, fetched, now + (fetched?.MaxAge ?? Pause));
        return fetched;
    }

    private async Task<StsPolicy?> FetchAsync(string domain, CancellationToken cancel)
    {
        var uri = new UriBuilder(Uri.UriSchemeHttps, "mta-sts." + domain, options.StsPort, "/.well-known/mta-sts.txt").Uri;
        try
        {
            var (type, body) = await http.GetAsync(uri, StsPolicy.MaxLength, Patience, cancel);
            return type is null or "text/plain" ? StsPolicy.Parse(Encoding.UTF8.GetString(body)) : throw new FormatException($"its type is {type}");
        }
        catch (Exception error) when (error is EgressException or FormatException)
        {
            LogNoPolicy(domain, Printable.Encode(error.Message));
            return null;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (domain, known) in _known)
            if (known.Until <= now)
                _known.TryRemove(domain, out _);
        // Still full of living ones: those that end first make room.
        foreach (var (domain, _) in _known.OrderBy(entry => entry.Value.Until).Take(Math.Max(0, _known.Count - (MostDomains * 9 / 10))))
            _known.TryRemove(domain, out _);
    }

    [LoggerMessage(3155, LogLevel.Warning, "The MTA-STS policy of {Domain} cannot be had: {Reason}")]
    private partial void LogNoPolicy(string domain, string reason);
}
