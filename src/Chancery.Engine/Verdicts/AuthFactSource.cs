using System.Net;
using Chancery.Engine.Decide;
using Chancery.Engine.Inspect;
using Chancery.Mail.Addresses;
using Chancery.Mail.Dkim;
using Chancery.Mail.Dmarc;
using Chancery.Mail.Dns;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Spf;
using Chancery.Policy.Facts;

namespace Chancery.Engine.Verdicts;

/// <summary>
/// <c>auth.*</c>: the word of a trusted server before us, else our own verification. Each method is verified once for a message. What
/// the DNS does not answer now is waited for, and then unknown.
/// </summary>
public sealed class AuthFactSource(OpenedMessage opened, UpstreamWord upstream, IDnsRecords dns, IDkimKeys keys, TimeProvider time) : IFactSource
{
    private const string Prefix = "auth.";
    private const string TempError = "temperror";

    /// <summary>So long SPF of one message may take (RFC 7208 section 4.6.4).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private SpfResult? _spf;
    private IReadOnlyList<DkimResult>? _dkim;
    private ArcChain? _arc;
    private DmarcResult? _dmarc;

    public string Name => "sender authentication";

    public async ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel)
    {
        if (!key.Name.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var method = key.Name[Prefix.Length..];
        if (IsPeerLost && upstream.Authentication(method) is null && await WithoutPeerAsync(method, cancel) is { } lost)
            return new FactAnswer.Settled(lost);
        var word = upstream.Authentication(method) ?? method switch
        {
            "spf" => WordOf(await SpfAsync(cancel)),
            "dkim" => WordOf(await DkimAsync(cancel)),
            "dmarc" => WordOf(await DmarcAsync(cancel)),
            "arc" => WordOf(await ArcAsync(cancel)),
            _ => null,
        };
        return word is null ? null
            : word == TempError ? new FactAnswer.Unavailable("the DNS gives no answer (temperror)")
            : new FactAnswer.Settled(Fact.Of(word));
    }

    /// <summary>Our own servers and people are known by their session; the address they come from is in nobody's SPF record.</summary>
    private bool IsStranger => opened.Message.Session.Trust == SessionTrust.Anonymous;

    /// <summary>A stranger whose address is not known, as of a mail in a file.</summary>
    private bool IsPeerLost => IsStranger && opened.Message.Session.Remote.Length == 0;

    /// <summary>What SPF would have said is not known, nor what DMARC makes of it unless a signature is enough; null: it can be told.</summary>
    private async Task<Fact?> WithoutPeerAsync(string method, CancellationToken cancel)
    {
        var isKnown = method != "spf" && (method != "dmarc" || await DmarcAsync(cancel) is not DmarcResult.Fail);
        return isKnown ? null : new Fact.Unknown("the address of the peer is not known");
    }

    private string? EnvelopeDomain =>
        opened.Message.Envelope.ReversePath.Length == 0 ? opened.Message.Session.Helo
        : MailAddress.TryParse(opened.Message.Envelope.ReversePath, out var sender) ? sender.Domain : null;

    private async Task<SpfResult> SpfAsync(CancellationToken cancel)
    {
        if (_spf is { } known)
            return known;
        var (session, path) = (opened.Message.Session, opened.Message.Envelope.ReversePath);
        if (!IsStranger || !IPAddress.TryParse(session.Remote, out var peer) || EnvelopeDomain is null)
            return (_spf = SpfResult.None).Value;
        var sender = MailAddress.TryParse(path, out var address) ? address.Normalised : "";
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            return (_spf = await SpfVerifier.VerifyAsync(new SpfClient(peer, session.Helo, sender), dns, either.Token)).Value;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return SpfResult.TempError;
        }
    }

    private async Task<IReadOnlyList<DkimResult>> DkimAsync(CancellationToken cancel) =>
        _dkim ??= await DkimVerifier.VerifyAsync(opened.Original, opened.Mail.Header, keys, opened.Message.ReceivedAt, cancel);

    private async Task<ArcChain> ArcAsync(CancellationToken cancel) =>
        _arc ??= await ArcVerifier.VerifyAsync(opened.Original, opened.Mail.Header, keys, opened.Message.ReceivedAt, cancel);

    private async Task<DmarcResult> DmarcAsync(CancellationToken cancel) =>
        _dmarc ??= await DmarcVerifier.VerifyAsync(
            [.. opened.Mail.From.Select(author => MailAddress.TryParse(author, out var address) ? address.Domain : "").Where(domain => domain.Length > 0)],
            await SpfAsync(cancel), IsStranger ? EnvelopeDomain : null, await DkimAsync(cancel), dns, cancel);

    private static string WordOf(SpfResult result) => result.ToString().ToLowerInvariant();

    private static string WordOf(DmarcResult result) => result.ToString().ToLowerInvariant();

    private static string WordOf(ArcChain chain) => chain.IsTemporary ? TempError : chain.Verdict.ToString().ToLowerInvariant();

    /// <summary>One good signature is enough; whose it is, DMARC asks.</summary>
    private static string WordOf(IReadOnlyList<DkimResult> results)
    {
        foreach (var verdict in (DkimVerdict[])[DkimVerdict.Pass, DkimVerdict.TempError, DkimVerdict.Fail, DkimVerdict.PermError])
            if (results.Any(result => result.Verdict == verdict))
                return verdict.ToString().ToLowerInvariant();
        return "none";
    }
}
