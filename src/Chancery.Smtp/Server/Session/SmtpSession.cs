using System.Net.Security;
using Chancery.Engine.Receive;
using Chancery.Smtp.Data;
using Chancery.Smtp.Server.Forwarding;
using Chancery.Smtp.Server.Verbs;
using Chancery.Smtp.Server.Wire;
using Chancery.Smtp.Text;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Server.Session;

/// <summary>One client's session from greeting to goodbye: reads a command, lets its verb decide, does what the outcome says.</summary>
internal sealed partial class SmtpSession(SmtpWire wire, SessionContext session, Peer connected, ILogger logger, CancellationToken closed) : IAsyncDisposable
{
    private const byte TlsHandshake = 0x16;

    private static readonly TimeSpan CloseNotify = TimeSpan.FromSeconds(5);

    private static readonly SmtpReply LocalError = SmtpReply.Temporary(451, "3.0", "Local error, try again later");
    private static readonly SmtpReply TooLarge = SmtpReply.Permanent(552, "3.4", "Message is over the size limit");
    private static readonly SmtpReply NoProxy = SmtpReply.Permanent(500, "5.1", "The PROXY protocol is not for you");

    private readonly CommandReader _reader = new(wire, session.Options.CommandTimeout);
    private SmtpState _state = new(connected);
    private ChunkedMessage? _chunks;
    private SslStream? _tls;
    private int _errors;

    /// <summary>How a session ends that ends well: almost every one, so it is not thrown from the bottom of the stack.</summary>
    private SessionEndException? _quit;

    /// <summary>Messages accepted with 250.</summary>
    public int Accepted { get; private set; }

    public SmtpState State => _state;

    /// <summary>Octets of a refused chunk that are read before the connection is closed instead.</summary>
    private long MostSkipped => (2 * session.Options.Limits.Message) + CommandReader.MaxSkipped;

    /// <summary>Learns for whom a proxy connects, where it may; before anything else is read or said.</summary>
    /// <exception cref="SessionEndException">The client is gone, or its header is none.</exception>
    public async Task ReadProxyAsync()
    {
        if (!connected.MayForward || !ProxyHeader.Begins((await wire.PeekAsync(session.Options.ProxyPause)).Span))
            return;
        try
        {
            await wire.ReadHeadAsync(
                input =>
                {
                    if (ProxyHeader.Read(input, connected, out var length) is not { } peer)
                        return null;
                    _state = new SmtpState(peer);
                    return length;
                },
                session.Options.TlsTimeout);
        }
        catch (FormatException bad)
        {
            throw new SessionEndException(SessionEnd.NotSmtp, because: bad.Message);
        }
    }

    /// <exception cref="SessionEndException">Always, in the end.</exception>
    public async Task RunAsync(bool implicitTls)
    {
        if (implicitTls)
            await EncryptAsync();
        await GreetAsync();
        while (_quit is null)
            await StepAsync(await _reader.ReadAsync());
        throw _quit;
    }

    public async ValueTask DisposeAsync()
    {
        await DropChunksAsync();
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
            throw early.Span[0] == TlsHandshake ? new SessionEndException(SessionEnd.NotSmtp)
                : ProxyHeader.Begins(early.Span) ? new SessionEndException(SessionEnd.OutOfTurn, NoProxy)
                : OutOfTurn();
        await SayGreetingAsync();
    }

    private ValueTask SayGreetingAsync() =>
        wire.ReplyAsync(SmtpReply.Plain(220, session.Options.Hostname + (session.IsLmtp ? " LMTP" : " ESMTP")));

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
            case Malformed malformed:
                await RefuseAsync("", ReplyTo(malformed));
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
        var verb = VerbTable.Find(name, session.IsLmtp);
        if (command.Followed && verb is not StartTls && (verb is { EndsGroup: true } || !_state.Extended))
            throw OutOfTurn();
        if (verb is null)
            await RefuseAsync(name, SmtpReply.Permanent(500, "5.1", "Command not recognised"));
        else
            await DoAsync(verb.Name, await AskAsync(verb.Name, () => verb.RunAsync(session, _state, argument, closed)));
    }

    /// <summary>A wall: a fault behind the port costs this command, not the session.</summary>
    private async Task<Outcome> AskAsync(string verb, Func<ValueTask<Outcome>> work)
    {
        try
        {
            return await work();
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
            LogFault(error, _state.Peer.RemoteText, verb);
            return new Answered(_state, LocalError);
        }
    }

    private async Task DoAsync(string verb, Outcome outcome)
    {
        _state = outcome.Next;
        if (_state.Transaction is null && outcome is not (ChunkWanted or ChunkUnwanted))
            await DropChunksAsync();
        switch (outcome)
        {
            case Answered { Reply.IsPositive: true } answer:
                await ReplyAsync(answer.Reply, answer.More);
                break;
            case Answered refused:
                await RefuseAsync(verb, refused.Reply);
                break;
            case DataWanted data:
                await ReceiveAsync(data);
                break;
            case ChunkWanted chunk:
                await ReceiveAsync(chunk);
                break;
            case ChunkUnwanted chunk:
                await SkipAsync(chunk.Size, chunk.Reply);
                await RefuseAsync(verb, chunk.Reply);
                break;
            case TlsWanted:
                await StartTlsAsync();
                break;
            case Challenged challenged:
                await ChallengeAsync(verb, challenged);
                break;
            case Forwarded:
                await SayGreetingAsync();
                break;
            default:
                throw new InvalidOperationException($"unknown outcome {outcome}");
        }
    }

    /// <summary>One line of a SASL exchange; what is wrong with a line ends the exchange, not the session.</summary>
    private async Task ChallengeAsync(string verb, Challenged challenged)
    {
        await wire.ReplyAsync(SmtpReply.Plain(334, challenged.Challenge));
        var line = await _reader.ReadAsync(sasl: true);
        if (line is Command { Followed: true })
            throw OutOfTurn();
        if (line is Command response)
            await DoAsync(verb, await AskAsync(verb, () => challenged.Continue(response.Text, closed)));
        else
            await StepAsync(line);
    }

    private async Task ReceiveAsync(DataWanted data)
    {
        var (intake, refusal) = await OpenAsync("DATA", data.Opening, data.Announced);
        if (intake is null)
        {
            await RefuseAsync("DATA", refusal!);
            return;
        }

        await using (intake)
        {
            await wire.ReplyAsync(SmtpReply.Plain(354, "End data with <CRLF>.<CRLF>"));
            await new DataPhase(wire, session, intake).RunAsync();
            await AnswerAsync(await intake.EndAsync(), intake.Fault, data.Opening.Welcomed);
        }
    }

    private async Task ReceiveAsync(ChunkWanted chunk)
    {
        if (_chunks is null)
        {
            var (opened, refusal) = await OpenAsync("BDAT", chunk.Opening, chunk.Announced);
            if (opened is null)
            {
                await FailAsync(chunk, refusal!);
                return;
            }

            _chunks = new ChunkedMessage(opened, new ChunkDecoder(session.Listener.Smuggling));
        }

        if (chunk.Size > MostSkipped)
            throw new SessionEndException(SessionEnd.Flooded, TooLarge);
        await new ChunkPhase(wire, session).TakeAsync(chunk.Size, _chunks.Decoder, _chunks.Intake);
        var intake = _chunks.Intake;
        if (!chunk.Last && intake.Refusal is null)
        {
            await ReplyAsync(SmtpReply.Ok("0.0", $"{chunk.Size} octets taken"));
            return;
        }

        // What is left of a message that failed is no message: the client has to begin anew (RFC 3030 section 2).
        _state = _state.Reset();
        var reply = chunk.Last ? await _chunks.EndAsync() : intake.Refusal!;
        await DropChunksAsync();
        await AnswerAsync(reply, intake.Fault, chunk.Last ? chunk.Opening.Welcomed : 1);
    }

    private async Task FailAsync(ChunkWanted chunk, SmtpReply refusal)
    {
        _state = _state.Reset();
        await SkipAsync(chunk.Size, refusal);
        await RefuseAsync("BDAT", refusal);
    }

    private async Task SkipAsync(long size, SmtpReply reply)
    {
        if (size > MostSkipped)
            throw new SessionEndException(SessionEnd.Flooded, reply);
        await new ChunkPhase(wire, session).SkipAsync(size);
    }

    /// <returns>Where the octets go, or why there is no place for them.</returns>
    private async Task<(Intake? Intake, SmtpReply? Refusal)> OpenAsync(string verb, Opening opening, long? announced)
    {
        try
        {
            var limits = session.Options.Limits;
            var message = await opening.OpenAsync(session.Reception, session.Listener, limits.HeaderBytes, closed);
            return (new Intake(message, limits.Message, announced), null);
        }
        catch (ReceptionException refusal)
        {
            return (null, refusal.Reply);
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            throw new SessionEndException(SessionEnd.Lost);
        }
        catch (Exception error)
        {
            LogFault(error, _state.Peer.RemoteText, verb);
            return (null, LocalError);
        }
    }

    /// <summary>The reply to the end of a message; with LMTP once for each recipient (RFC 2033 section 4.2), and they never differ.</summary>
    private async Task AnswerAsync(SmtpReply reply, Exception? fault, int recipients)
    {
        if (fault is not null)
            LogFault(fault, _state.Peer.RemoteText, "DATA");
        for (var i = 1; session.IsLmtp && i < recipients; i++)
            await wire.ReplyAsync(reply);
        if (!reply.IsPositive)
        {
            await RefuseAsync("data", reply, counts: false);
            return;
        }

        Accepted++;
        _errors = 0;
        await ReplyAsync(reply);
    }

    private async ValueTask DropChunksAsync()
    {
        if (_chunks is { } chunks)
            await chunks.DisposeAsync();
        _chunks = null;
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
        (_tls, var subject) = await TlsUpgrade.RunAsync(wire, certificate, session.ClientCertificate, session.Time, session.Options.TlsTimeout);
        _state = _state.Encrypted(TlsName.Of(_tls.SslProtocol), subject);
    }

    private async Task ReplyAsync(SmtpReply reply, params IReadOnlyList<string> more)
    {
        if (reply is { Disconnects: true, IsPositive: false })
            throw new SessionEndException(SessionEnd.Refused, reply);
        if (reply.Disconnects)
            _quit = new SessionEndException(SessionEnd.Quit, reply);
        else
            await wire.ReplyAsync(reply, more);
    }

    private async Task RefuseAsync(string verb, SmtpReply reply, bool counts = true)
    {
        LogRefused(_state.Peer.RemoteText, Printable.Word(verb, 20), reply);
        if (counts && !reply.IsTransient && ++_errors > session.Options.MaxErrors)
            throw new SessionEndException(SessionEnd.TooManyErrors, SmtpReply.Temporary(421, "7.0", "Too many errors"));
        await ReplyAsync(reply);
    }

    /// <summary>With MAIL and RCPT it is the address that has no such syntax (RFC 5321 section 4.2.4).</summary>
    private static SmtpReply ReplyTo(Malformed line) => line.Verb switch
    {
        "MAIL" => SmtpReply.Permanent(501, "1.7", "Sender address has controls or is no UTF-8"),
        "RCPT" => SmtpReply.Permanent(501, "1.3", "Recipient address has controls or is no UTF-8"),
        _ => SmtpReply.Permanent(500, "5.2", "Line has a bare CR or LF or other controls"),
    };

    private static SessionEndException OutOfTurn() =>
        new(SessionEnd.OutOfTurn, SmtpReply.Permanent(554, "5.0", "Protocol synchronisation error"));

    private static (string Verb, string Argument) Split(string line)
    {
        var trimmed = line.Trim(' ', '\t');
        var space = trimmed.AsSpan().IndexOfAny(' ', '\t');
        return space < 0 ? (trimmed, "") : (trimmed[..space], trimmed[space..].Trim(' ', '\t'));
    }
}
