using System.Net.Security;
using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>RFC 3207: TLS, and EHLO again, because nothing heard before it counts.</summary>
internal static class StartTls
{
    /// <exception cref="TlsUnmetException">Refused or failed.</exception>
    public static async Task RunAsync(SmtpConnection connection, SslClientAuthenticationOptions tls, SmtpClientOptions options, CancellationToken cancel)
    {
        var reply = await connection.AskAsync("STARTTLS", options.CommandTimeout, cancel);
        if (!reply.IsPositive)
            throw new TlsUnmetException($"STARTTLS refused by {connection.Target}: {reply.Text}", handshake: false);
        await connection.EncryptAsync(tls, options.CommandTimeout, cancel);
        await Hello.RunAsync(connection, options, cancel);
    }
}
