using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Verbs;

namespace Chancery.Smtp.Client.Connections;

/// <summary>Opens a connection and brings it to where MAIL may be said: greeted, under TLS as demanded, authenticated.</summary>
internal sealed class Connector(SmtpClientOptions options, TimeProvider time)
{
    /// <exception cref="PeerException">Not reached, refused, or without the TLS demanded.</exception>
    public async Task<SmtpConnection> OpenAsync(Target target, TlsDemand demand, HopCredentials? credentials, CancellationToken cancel)
    {
        try
        {
            return await OpenOnceAsync(target, demand, credentials, cancel);
        }
        catch (TlsUnmetException unmet) when (unmet.Handshake && demand.PlainAfterFailure && credentials is null)
        {
            return await OpenOnceAsync(target, new TlsDemand(TlsMode.None, PlainAfterFailure: false), credentials, cancel);
        }
    }

    private async Task<SmtpConnection> OpenOnceAsync(Target target, TlsDemand demand, HopCredentials? credentials, CancellationToken cancel)
    {
        var connection = await SmtpConnection.OpenAsync(target, time, options.ConnectTimeout, cancel);
        try
        {
            var greeting = await connection.ReceiveAsync(options.CommandTimeout, cancel);
            if (greeting.Code != 220)
                throw PeerException.Refused("connection", greeting);
            await Hello.RunAsync(connection, options, cancel);
            await EncryptAsync(connection, demand, cancel);
            if (credentials is not null)
                await AuthPlain.RunAsync(connection, credentials, options, cancel);
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
        else if (demand.Forced)
            throw new TlsUnmetException($"{connection.Target} does not offer STARTTLS, which this mail needs", handshake: false);
    }
}
