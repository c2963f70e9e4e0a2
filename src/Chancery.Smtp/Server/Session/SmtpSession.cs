using System.Net.Security;
using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Verbs;
using Chancery.Smtp.Server.Wire;
using Chancery.Smtp.Text;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Server.Session;

/// <summary>One client's session from greeting to goodbye: reads a command, lets its verb decide, does what the outcome says.</summary>
internal sealed partial class SmtpSession(SmtpWire wire, SessionContext session, ILogger logger, CancellationToken closed) : IAsyncDisposable
{
    private const byte TlsHandshake = 0x16;

    private static readonly TimeSpan CloseNotify = TimeSpan.FromSeconds(5);

    private static readonly SmtpReply LocalError = SmtpReply.Temporary(451, "3.0", "Local error, try again later");

    private readonly CommandReader _reader = new(wire, session.Options.CommandTimeout);
    private SmtpState _state = new();
    private SslStream? _tls;
    private int _errors;

    /// <summary>Messages accepted with 250.</summary>
    public int Accepted { get; private set; }

    public SmtpState State => _state;

    /// <exception cref="SessionEndException">Always, in the end.</exception>
    public async Task RunAsync(bool implicitTls)
    {
        if (implicitTls)
            await EncryptAsync();
        await GreetAsync();
        while (true)
            await StepAsync(await _reader.ReadAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_tls is null)
            return;
        try
        {
            await _tls.ShutdownAsync().WaitAsync(CloseNotify, session.Time);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or OperationCanceledException or TimeoutException)
        {
            // The client is gone already; its side needs no close_notify.
        }

        await wire.Input.CompleteAsync();
        await _tls.DisposeAsync();
    }

    private async Task GreetAsync()
    {
        var early = await wire.PeekAsync(session.Options.GreetingPause);
        if (early.Length > 0)
            throw early.Span[0] == TlsHandshake ? new SessionEndException(SessionEnd.NotSmtp) : OutOfTurn();
        await wire.ReplyAsync(SmtpReply.Plain(220, session.Options.Hostname + " ESMTP"));
    }

    private async Task StepAsync(CommandLine line)
    {
        switch (line)
        {
            case Command command:
                await RunAsync(command);
                break;
            case TooLong:
                await RefuseAsync("", SmtpReply.Permanent(500, "5.6", "Line too long"));
                break;
            case Malformed:
                await RefuseAsync("", SmtpReply.Permanent(500, "5.2", "Line has a bare CR or LF or other controls"));
                break;
            case TlsRecord:
                throw new SessionEndException(SessionEnd.NotSmtp);
            case Stopping:
                throw new SessionEndException(SessionEnd.Shutdown, SmtpReply.Temporary(421, "3.2", "Shutting down, try again later"));
            default:
                throw new InvalidOperationException($"unknown line {line}");
        }
    }

    private async Task RunAsync(Command command)
    {
        var (name, argument) = Split(command.Text);
        if (VerbTable.IsHttp(name))
            throw new SessionEndException(SessionEnd.NotSmtp);
        var verb = VerbTable.Find(name);
        if (command.Followed && verb is not StartTls && (verb is { EndsGroup: true } || !_state.Extended))
            throw OutOfTurn();
        if (verb is null)
            await RefuseAsync(name, SmtpReply.Permanent(500, "5.1", "Command not recognised"));
        else
            await DoAsync(verb.Name, await AskAsync(verb, argument));
    }

    /// <summary>A wall: a fault behind the port costs this command, not the session.</summary>
    private async Task<Outcome> AskAsync(IVerb verb, string argument)
    {
        try
        {
            return await verb.RunAsync(session, _state, argument, closed);
        }
        catch (ReceptionException refusal)
        {
            return new Answered(_state, refusal.Reply);
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            throw new SessionEndException(SessionEnd.Lost);
        }
        catch (Exception error)
        {
            LogFault(error, session.Remote, verb.Name);
            return new Answered(_state, LocalError);
        }
    }

    private async Task DoAsync(string verb, Outcome outcome)
    {
        _state = outcome.Next;
        switch (outcome)
        {
            case Answered { Reply.IsPositive: true } answer:
                await ReplyAsync(answer.Reply, answer.More);
                break;
            case Answered refused:
                await RefuseAsync(verb, refused.Reply);
                break;
            case DataWanted data:
                await ReceiveAsync(data.Transaction);
                break;
            case TlsWanted:
                await StartTlsAsync();
                break;
            default:
                throw new InvalidOperationException($"unknown outcome {outcome}");
        }
    }

    private async Task ReceiveAsync(Transaction transaction)
    {
        var message = default(IIncomingMessage);
        try
        {
            message = await session.Reception.OpenAsync(session.Describe(_state), transaction.ToEnvelope(), closed);
        }
        catch (ReceptionException refusal)
        {
            await RefuseAsync("DATA", refusal.Reply);
            return;
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            throw new SessionEndException(SessionEnd.Lost);
        }
        catch (Exception error)
        {
            LogFault(error, session.Remote, "DATA");
            await RefuseAsync("DATA", LocalError);
            return;
        }

        await using (message)
            await TakeAsync(message);
    }

    private async Task TakeAsync(IIncomingMessage message)
    {
        await wire.ReplyAsync(SmtpReply.Plain(354, "End data with <CRLF>.<CRLF>"));
        var data = new DataPhase(wire, session, message);
        var reply = await data.RunAsync();
        if (data.Fault is { } fault)
            LogFault(fault, session.Remote, "DATA");
        if (!reply.IsPositive)
        {
            await RefuseAsync("data", reply, counts: false);
            return;
        }

        Accepted++;
        _errors = 0;
        await ReplyAsync(reply);
    }

    private async Task StartTlsAsync()
    {
        // CVE-2011-0411: nothing said in the clear may be taken as said under TLS.
        wire.DiscardInput();
        await wire.ReplyAsync(SmtpReply.Ok("0.0", "Ready to start TLS", 220));
        await wire.FlushAsync();
        await EncryptAsync();
    }

    private async Task EncryptAsync()
    {
        var certificate = session.Certificate ?? throw new InvalidOperationException("TLS without a certificate");
        _tls = await TlsUpgrade.RunAsync(wire, certificate, session.Time, session.Options.TlsTimeout);
        _state = SmtpState.Encrypted(TlsName.Of(_tls.SslProtocol));
    }

    private async Task ReplyAsync(SmtpReply reply, params IReadOnlyList<string> more)
    {
        if (reply.Disconnects)
            throw new SessionEndException(reply.IsPositive ? SessionEnd.Quit : SessionEnd.Refused, reply);
        await wire.ReplyAsync(reply, more);
    }

    private async Task RefuseAsync(string verb, SmtpReply reply, bool counts = true)
    {
        LogRefused(session.Remote, Printable.Encode(verb, 20), reply);
        if (counts && !reply.IsTransient && ++_errors > session.Options.MaxErrors)
            throw new SessionEndException(SessionEnd.TooManyErrors, SmtpReply.Temporary(421, "7.0", "Too many errors"));
        await ReplyAsync(reply);
    }

    private static SessionEndException OutOfTurn() =>
        new(SessionEnd.OutOfTurn, SmtpReply.Permanent(554, "5.0", "Protocol synchronisation error"));

    private static (string Verb, string Argument) Split(string line)
    {
        var trimmed = line.Trim(' ', '\t');
        var space = trimmed.AsSpan().IndexOfAny(' ', '\t');
        return space < 0 ? (trimmed, "") : (trimmed[..space], trimmed[space..].Trim(' ', '\t'));
    }
}
