using Chancery.Engine.Egress;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Connections;
using Chancery.Smtp.Client.Destinations;
using Chancery.Smtp.Client.Dns;
using Chancery.Smtp.Client.Sts;
using Chancery.Smtp.Client.Verbs;
using Chancery.Smtp.Text;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Client;

/// <summary>Hands mail to next hops over SMTP.</summary>
public sealed partial class SmtpTransport : IMailTransport, IAsyncDisposable
{
    /// <summary>A connection that rested no longer needs not be asked whether it still lives: where it does not, another takes its place.</summary>
    private static readonly TimeSpan ShortRest = TimeSpan.FromSeconds(1);

    private readonly SmtpClientOptions _options;
    private readonly TimeProvider _time;
    private readonly MailExchangers _exchangers;
    private readonly Connector _connector;
    private readonly ConnectionPool _pool;
    private readonly ILogger<SmtpTransport> _logger;

    /// <param name="http">For policies of MTA-STS.</param>
    public SmtpTransport(SmtpClientOptions options, IDnsLookup dns, GuardedHttp http, TimeProvider time, ILogger<SmtpTransport> logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        _exchangers = new MailExchangers(dns, new StsPolicies(dns, http, options, time, logger), options, logger);
        _connector = new Connector(options, time);
        _pool = new ConnectionPool(options, time);
    }

    public async Task<TransportResult> SendAsync(
        NextHop hop, OutgoingMail mail, IReadOnlyList<string> recipients, Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        var demand = TlsDemand.Of(hop, mail);
        if (!hop.Mx)
            return await TryAsync(FixedHosts.Of(hop, demand), hop, mail, recipients, openBody, cancel);
        var results = new List<TransportResult>();
        foreach (var group in recipients.GroupBy(MailExchangers.DomainOf, StringComparer.Ordinal))
        {
            var destination = await _exchangers.FindAsync(group.Key, hop, demand, cancel);
            results.Add(destination.Refusal is { } refusal
                ? new TransportResult([.. group.Select(recipient => refusal with { Address = recipient })], null, null)
                : await TryAsync(destination, hop, mail, [.. group], openBody, cancel));
        }

        var answered = results.LastOrDefault(result => result.Host is not null);
        return new TransportResult([.. results.SelectMany(result => result.Recipients)], answered?.Host, answered?.Tls);
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    /// <summary>The first target that can be talked to decides. Where one may be better later, the mail waits.</summary>
    private async Task<TransportResult> TryAsync(
        Destination destination, NextHop hop, OutgoingMail mail, IReadOnlyList<string> recipients, Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        PeerException? failure = null;
        foreach (var target in destination.Targets)
        {
            try
            {
                var approach = await destination.ApproachAsync(target, cancel);
                return await HandOverAsync(hop, approach, mail, recipients, openBody, cancel);
            }
            catch (PeerException error)
            {
                failure = failure is null or { IsPermanent: true } || !error.IsPermanent ? error : failure;
                LogFailure(hop, target, error);
            }
        }

        failure ??= new PeerException("4.4.4", "no host to hand the mail to");
        var (verdict, reason) = (failure.IsPermanent ? TransportVerdict.Failed : TransportVerdict.Deferred, Printable.Encode(failure.Message, PeerReply.MaxKept));
        return new TransportResult([.. recipients.Select(recipient => new RecipientOutcome(recipient, verdict, reason, failure.Status))], null, null);
    }

    /// <exception cref="PeerException">No connection could be had; nothing was said about the mail.</exception>
    private async Task<TransportResult> HandOverAsync(
        NextHop hop, Approach approach, OutgoingMail mail, IReadOnlyList<string> recipients, Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        var key = new ConnectionKey(hop.Name, approach.Target, approach.Demand, approach.Credentials);
        var connection = await _pool.RentAsync(key, hop.Connections, cancel);
        var reusable = false;
        try
        {
            if (connection is not null)
            {
                if ((_time.GetElapsedTime(connection.RestsSince) < ShortRest || await Rset.RunAsync(connection, _options, cancel))
                    && await RunAsync(connection, mustEnd: false, mail, recipients, openBody, cancel) is var (kept, again))
                {
                    reusable = again;
                    return kept;
                }

                await connection.DisposeAsync();
            }

            connection = await _connector.OpenAsync(approach, cancel);
            if (connection.Tls is null && approach.Demand.Mode != TlsMode.None)
                LogPlain(_logger, approach.Target);
            (var result, reusable) = await RunAsync(connection, mustEnd: true, mail, recipients, openBody, cancel)
                ?? throw new InvalidOperationException("a fresh connection always gives an outcome");
            return result;
        }
        finally
        {
            if (!reusable && connection is not null)
                await connection.DisposeAsync();
            await _pool.ReturnAsync(key, reusable ? connection : null);
        }
    }

    /// <returns>What came of it and whether the connection may be used again; null when one that was kept turned out to be dead before any content was sent.</returns>
    private async Task<(TransportResult Result, bool Reusable)?> RunAsync(
        SmtpConnection connection, bool mustEnd, OutgoingMail mail, IReadOnlyList<string> recipients, Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        var transaction = new MailTransaction(connection, _options, mail, recipients);
        connection.Mails++;
        try
        {
            var outcomes = await transaction.RunAsync(openBody, cancel);
            if (!mustEnd && transaction.IsTurnedAway)
                return null;
            return (new TransportResult(outcomes, connection.Target.ToString(), connection.Tls), transaction.Reusable);
        }
        catch (PeerException) when (!mustEnd && !transaction.ContentSent)
        {
            return null;
        }
        catch (PeerException failure)
        {
            return (new TransportResult(transaction.OutcomesAfter(failure), connection.Target.ToString(), connection.Tls), false);
        }
    }

    private void LogFailure(NextHop hop, Target target, PeerException error)
    {
        if (error is AuthenticationException)
            LogNotLetIn(_logger, hop.Name, target, error.Status, Printable.Encode(error.Message));
        else
            LogUnreachable(_logger, target, error.Status, Printable.Encode(error.Message));
    }
}
