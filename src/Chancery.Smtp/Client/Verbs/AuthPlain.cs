using System.Text;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>RFC 4954 with SASL PLAIN (RFC 4616), under TLS only.</summary>
internal static class AuthPlain
{
    /// <exception cref="PeerException">No TLS (4.7.10), not offered (4.7.0) or refused (4.7.8).</exception>
    public static async Task RunAsync(SmtpConnection connection, HopCredentials credentials, SmtpClientOptions options, CancellationToken cancel)
    {
        if (connection.Tls is null)
            throw new TlsUnmetException($"credentials are not sent to {connection.Target} without TLS", handshake: false);
        if (!connection.Capabilities.AuthPlain)
            throw new PeerException("4.7.0", $"{connection.Target} does not offer AUTH PLAIN");
        var response = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{credentials.User}\0{credentials.Password}"));
        var reply = await connection.AskAsync("AUTH PLAIN " + response, options.CommandTimeout, cancel);
        if (!reply.IsPositive)
            throw new PeerException("4.7.8", $"{connection.Target} refused the credentials: {reply.Text}");
    }
}
