using System.Net;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Smtp.Server.Session;
using Chancery.Smtp.Server.Wire;
using Chancery.Smtp.Text;
using Chancery.Smtp.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Server;

/// <summary>SMTP on one listener of Kestrel: a session per connection, its end logged once.</summary>
internal sealed partial class SmtpConnectionHandler(
    Func<SmtpServerOptions> currentOptions,
    ListenerSettings listener,
    IServerCertificate? certificate,
    IReception reception,
    ConnectionGate gate,
    TimeProvider time,
    ILogger logger) : ConnectionHandler
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);

    private static readonly SmtpReply Full = SmtpReply.Temporary(421, "3.2", "Too many connections, try again later");

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var options = currentOptions();
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        await using var wire = new SmtpWire(connection.Transport, time, options.CommandTimeout, stopping);
        var context = new SessionContext(
            options, listener, certificate, reception, time, Address(connection.LocalEndPoint, withPort: true), Address(connection.RemoteEndPoint, withPort: false));
        await using var session = new SmtpSession(wire, context, logger, connection.ConnectionClosed);
        var started = time.GetTimestamp();
        var end = await RunAsync(session);
        await SayLastAsync(wire, end);
        LogEnd(
            context.Remote, Printable.Encode(session.State.Helo ?? ""), session.State.Tls ?? "none", session.Accepted,
            end.End, Printable.Encode(end.Message), (long)time.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<SessionEndException> RunAsync(SmtpSession session)
    {
        if (!gate.TryEnter())
            return new SessionEndException(SessionEnd.TooManyConnections, Full);
        try
        {
            await session.RunAsync(listener.Tls == ListenerTls.Implicit);
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

    private static async Task SayLastAsync(SmtpWire wire, SessionEndException end)
    {
        try
        {
            if (end.LastWords is { } words)
                await wire.ReplyAsync(words);
            if (end.End is SessionEnd.Lost or SessionEnd.NotSmtp or SessionEnd.TlsFailed)
                return;
            await wire.FlushAsync();
            if (end.End is SessionEnd.OutOfTurn or SessionEnd.TooManyErrors or SessionEnd.Flooded or SessionEnd.TooManyConnections)
                await wire.LingerAsync(Linger, CommandReader.MaxSkipped);
        }
        catch (SessionEndException)
        {
            // The client left before the last word.
        }
    }

    private static string Address(EndPoint? point, bool withPort)
    {
        if (point is not IPEndPoint ip)
            return "unknown";
        var address = ip.Address.IsIPv4MappedToIPv6 ? ip.Address.MapToIPv4() : ip.Address;
        return withPort ? new IPEndPoint(address, ip.Port).ToString() : address.ToString();
    }
}
