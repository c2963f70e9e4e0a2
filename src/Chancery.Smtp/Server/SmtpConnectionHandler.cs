using System.Net;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Smtp.Server.Session;
using Chancery.Smtp.Server.Wire;
using Chancery.Smtp.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Server;

/// <summary>SMTP on one listener of Kestrel: a session per connection, its end logged once.</summary>
/// <param name="describe">Makes the context of a session with the options in force at its start.</param>
internal sealed partial class SmtpConnectionHandler(
    Func<SmtpServerOptions> currentOptions, Func<SmtpServerOptions, SessionContext> describe, ConnectionGate gate, ILogger logger) : ConnectionHandler
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);

    private static readonly SmtpReply Full = SmtpReply.Temporary(421, "3.2", "Too many connections, try again later");
    private static readonly SmtpReply TooManyOfYours = SmtpReply.Temporary(421, "7.0", "Too many connections from your address, try again later");

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var options = currentOptions();
        var context = describe(options);
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        await using var wire = new SmtpWire(
            connection.Transport, context.Time, options.CommandTimeout, () => gate.IsScarce, options.ScarceTimeout, stopping);
        await using var session = new SmtpSession(wire, context, PeerOf(connection, context.Listener), logger, connection.ConnectionClosed);
        var started = context.Time.GetTimestamp();
        var end = await RunAsync(session, context);
        await SayLastAsync(wire, end);
        var state = session.State;
        LogEnd(
            state.Peer.RemoteText, Printable.Word(state.Helo ?? ""), state.Tls ?? "none", session.Accepted,
            end.End, Printable.Encode(end.Message), (long)context.Time.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<SessionEndException> RunAsync(SmtpSession session, SessionContext context)
    {
        if (!gate.TryEnter())
            return new SessionEndException(SessionEnd.TooManyConnections, Full);
        try
        {
            await session.ReadProxyAsync();
            await RunForClientAsync(session, context);
            return new SessionEndException(SessionEnd.Quit);
        }
        catch (SessionEndException end)
        {
            return end;
        }
        catch (Exception error)
        {
            // A wall: one session's fault must not reach the others, and its client shall try again.
            LogBroken(error);
            return new SessionEndException(SessionEnd.Refused, SmtpReply.Temporary(421, "3.0", "Local error, try again later"));
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>The client is the one a proxy connects for; XCLIENT later changes whose mail it is, not whose place.</summary>
    private static async Task RunForClientAsync(SmtpSession session, SessionContext context)
    {
        var peer = session.State.Peer;
        if (!context.Clients.TryEnter(peer, context.Describe(session.State).Trust))
            throw new SessionEndException(SessionEnd.TooManyConnections, TooManyOfYours);
        try
        {
            await session.RunAsync(context.Listener.Tls == ListenerTls.Implicit);
        }
        finally
        {
            context.Clients.Leave(peer);
        }
    }

    private static async Task SayLastAsync(SmtpWire wire, SessionEndException end)
    {
        try
        {
            if (end.LastWords is { } words)
                await wire.ReplyAsync(words);
            if (end.End is SessionEnd.Lost or SessionEnd.NotSmtp or SessionEnd.TlsFailed)
                return;
            await wire.FlushAsync();
            if (end.End is SessionEnd.OutOfTurn or SessionEnd.TooManyErrors or SessionEnd.Flooded or SessionEnd.TooManyConnections or SessionEnd.Refused)
                await wire.LingerAsync(Linger, CommandReader.MaxSkipped);
        }
        catch (SessionEndException)
        {
            // The client left before the last word.
        }
    }

    private static Peer PeerOf(ConnectionContext connection, ListenerSettings listener)
    {
        var peer = new Peer(connection.LocalEndPoint as IPEndPoint, connection.RemoteEndPoint as IPEndPoint, MayForward: false);
        return peer with { MayForward = listener.ProxyNetworks.Contain(peer.Address) };
    }
}
