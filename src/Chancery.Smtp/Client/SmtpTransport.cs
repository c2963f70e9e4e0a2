using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Connections;
using Chancery.Smtp.Client.Mx;
using Chancery.Smtp.Client.Verbs;
using Chancery.Smtp.Text;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Client;

/// <summary>Hands mail to next hops over SMTP.</summary>
public sealed partial class SmtpTransport : IMailTransport, IAsyncDisposable
{
    private readonly SmtpClientOptions _options;
    private readonly MxTargets _mx;
    private readonly Connector _connector;
    private readonly ConnectionCache _cache;
    private readonly ILogger<SmtpTransport> _logger;

    public SmtpTransport(SmtpClientOptions options, IMxResolver mx, TimeProvider time, ILogger<SmtpTransport> logger)
    {
        (_options, _logger) = (options, logger);
        _mx = new MxTargets(mx, options.MxTries);
        _connector = new Connector(options, time);
        _cache = new ConnectionCache(options, time);
    }

    public async Task<TransportResult> SendAsync(
        NextHop hop, OutgoingMail mail, IReadOnlyList<string> recipients, Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        if (!hop.Mx)
            return await TryAsync(FixedTargets(hop), hop, mail, recipients, openBody, cancel);
        var results = new List<TransportResult>();
        foreach (var group in recipients.GroupBy(MxTargets.DomainOf, StringComparer.Ordinal))
        {
            var (targets, refusal) = await _mx.FindAsync(group.Key, hop.Port, cancel);
            results.Add(refusal is null
                ? await TryAsync(targets, hop, mail, [.. group], openBody, cancel)
                : new TransportResult([.. group.Select(recipient => refusal with { Address = recipient })], null, null));
        }

        var answered = results.LastOrDefault(result => result.Host is not null);
        return new TransportResult([.. results.SelectMany(result => result.Recipients)], answered?.Host, answered?.Tls);
    }

    public ValueTask DisposeAsync() => _cache.DisposeAsync();

    private static IReadOnlyList<Target> FixedTargets(NextHop hop) =>
        [new Target(hop.Host ?? throw new ArgumentException($"next hop {hop.Name} has neither host nor mx", nameof(hop)), hop.Port)];

    /// <summary>The first target that can be talked to decides.</summary>
    private async Task<TransportResult> TryAsync(
        IReadOnlyList<Target> targets, NextHop hop, OutgoingMail mail, IReadOnlyList<string> recipients,
        Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        var demand = TlsDemand.Of(hop, mail.MinimumTls);
        var failure = new PeerException("4.4.4", "no host to hand the mail to");
        foreach (var target in targets)
        {
            try
            {
                return await HandOverAsync(new ConnectionKey(target, demand, hop.Credentials), mail, recipients, openBody, cancel);
            }
            catch (PeerException error)
            {
                failure = error;
                LogUnreachable(_logger, target, error.Status, Printable.Encode(error.Message));
            }
        }

        var reason = Printable.Encode(failure.Message, PeerReply.MaxKept);
        return new TransportResult(
            [.. recipients.Select(recipient => new RecipientOutcome(recipient, TransportVerdict.Deferred, reason, failure.Status))], null, null);
    }

    /// <exception cref="PeerException">No connection could be had; nothing was said about the mail.</exception>
    private async Task<TransportResult> HandOverAsync(
        ConnectionKey key, OutgoingMail mail, IReadOnlyList<string> recipients, Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        var kept = await TakeLivingAsync(key, cancel);
        if (kept is not null && await RunAsync(key, kept, mustEnd: false, mail, recipients, openBody, cancel) is { } result)
            return result;
        var fresh = await _connector.OpenAsync(key.Target, key.Demand, key.Credentials, cancel);
        if (fresh.Tls is null && key.Demand.Mode != TlsMode.None)
            LogPlain(_logger, key.Target);
        return await RunAsync(key, fresh, mustEnd: true, mail, recipients, openBody, cancel)
            ?? throw new InvalidOperationException("a fresh connection always gives an outcome");
    }

    /// <returns>Null when a connection that was kept turned out to be dead before any content was sent.</returns>
    private async Task<TransportResult?> RunAsync(
        ConnectionKey key, SmtpConnection connection, bool mustEnd, OutgoingMail mail, IReadOnlyList<string> recipients,
        Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        if (mail.EightBit && !connection.Capabilities.EightBitMime)
            LogEightBit(_logger, key.Target);
        var transaction = new MailTransaction(connection, _options, mail, recipients);
        var reusable = false;
        try
        {
            var outcomes = await transaction.RunAsync(openBody, cancel);
            reusable = transaction.Reusable;
            return new TransportResult(outcomes, key.Target.ToString(), connection.Tls);
        }
        catch (PeerException) when (!mustEnd && !transaction.ContentSent)
        {
            return null;
        }
        catch (PeerException failure)
        {
            return new TransportResult(transaction.OutcomesAfter(failure), key.Target.ToString(), connection.Tls);
        }
        finally
        {
            if (reusable)
                await _cache.ParkAsync(key, connection);
            else
                await connection.DisposeAsync();
        }
    }

    private async Task<SmtpConnection?> TakeLivingAsync(ConnectionKey key, CancellationToken cancel)
    {
        while (_cache.Take(key) is { } kept)
        {
            if (await Rset.RunAsync(kept, _options, cancel))
                return kept;
            await kept.DisposeAsync();
        }

        return null;
    }
}
