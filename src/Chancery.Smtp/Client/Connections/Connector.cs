using System.Net;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Verbs;

namespace Chancery.Smtp.Client.Connections;

/// <summary>Opens a connection and brings it to where MAIL may be said: greeted, under TLS as demanded, authenticated.</summary>
internal sealed class Connector(SmtpClientOptions options, TimeProvider time)
{
    /// <summary>Tries one address of the host after the other.</summary>
    /// <exception cref="PeerException">Not reached, refused, or without the TLS demanded.</exception>
    public async Task<SmtpConnection> OpenAsync(Approach approach, CancellationToken cancel)
    {
        PeerException? failure = null;
        foreach (var address in approach.Addresses.Take(options.AddressTries))
        {
            try
            {
                return await OpenAsync(approach, address, cancel);
            }
            catch (PeerException error)
            {
                failure = error;
            }
        }

        throw failure ?? new PeerException("4.4.4", $"{approach.Target.Host} has no address");
    }

    private async Task<SmtpConnection> OpenAsync(Approach approach, IPAddress address, CancellationToken cancel)
    {
        try
        {
            return await OpenOnceAsync(approach, address, cancel);
        }
        catch (TlsUnmetException unmet) when (unmet.Handshake && approach is { Demand.PlainAfterFailure: true, Credentials: null })
        {
            return await OpenOnceAsync(approach with { Demand = new TlsDemand(TlsMode.None, PlainAfterFailure: false) }, address, cancel);
        }
    }

    private async Task<SmtpConnection> OpenOnceAsync(Approach approach, IPAddress address, CancellationToken cancel)
    {
        var connection = await SmtpConnection.OpenAsync(approach.Target, address, time, options.ConnectTimeout, cancel);
        try
        {
            var greeting = await connection.ReceiveAsync(options.CommandTimeout, cancel);
            if (greeting.Code != 220)
                throw PeerException.Refused("connection", greeting);
            await Hello.RunAsync(connection, options, cancel);
            await EncryptAsync(connection, approach.Demand, cancel);
            if (approach.Credentials is { } credentials)
                await Authenticate.RunAsync(connection, credentials, options, cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task EncryptAsync(SmtpConnection connection, TlsDemand demand, CancellationToken cancel)
    {
        if (demand.Mode == TlsMode.None)
            return;
        if (connection.Capabilities.StartTls)
            await StartTls.RunAsync(connection, demand.Options(connection.Target.Host, options.TrustedRoots), options, cancel);
        else if (demand is { Forced: true, Onwards: false })
            throw new TlsUnmetException($"{connection.Target} does not offer STARTTLS, which this mail needs", handshake: false);
        if (demand.Onwards && (connection.Tls is null || !connection.Capabilities.RequireTls))
            throw new PeerException("5.7.30", $"{connection.Target} does not offer REQUIRETLS, which the sender asked for");
    }
}
