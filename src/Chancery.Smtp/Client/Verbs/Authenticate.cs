using System.Text;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>RFC 4954 under TLS only, by the mechanism the server offers: PLAIN (RFC 4616), else LOGIN.</summary>
internal static class Authenticate
{
    /// <exception cref="TlsUnmetException">No TLS.</exception>
    /// <exception cref="AuthenticationException">No mechanism of ours (4.7.0), or refused (4.7.8).</exception>
    /// <exception cref="PeerException">The connection failed.</exception>
    public static async Task RunAsync(SmtpConnection connection, HopCredentials credentials, SmtpClientOptions options, CancellationToken cancel)
    {
        if (connection.Tls is null)
            throw new TlsUnmetException($"credentials are not sent to {connection.Target} without TLS", handshake: false);
        var offered = connection.Capabilities.Auth;
        var reply = offered.Contains("PLAIN") ? await PlainAsync(connection, credentials, options, cancel)
            : offered.Contains("LOGIN") ? await LoginAsync(connection, credentials, options, cancel)
            : throw new AuthenticationException("4.7.0", $"{connection.Target} offers neither AUTH PLAIN nor LOGIN");
        if (!reply.IsPositive)
            throw new AuthenticationException("4.7.8", $"{connection.Target} refused the credentials of {credentials.User}: {reply.Text}");
    }

    private static Task<PeerReply> PlainAsync(SmtpConnection connection, HopCredentials credentials, SmtpClientOptions options, CancellationToken cancel) =>
        connection.AskAsync("AUTH PLAIN " + Base64($"\0{credentials.User}\0{credentials.Password}"), options.CommandTimeout, cancel);

    private static async Task<PeerReply> LoginAsync(SmtpConnection connection, HopCredentials credentials, SmtpClientOptions options, CancellationToken cancel)
    {
        var reply = await connection.AskAsync("AUTH LOGIN", options.CommandTimeout, cancel);
        foreach (var answer in new[] { credentials.User, credentials.Password })
            if (reply.Code == 334)
                reply = await connection.AskAsync(Base64(answer), options.CommandTimeout, cancel);
        return reply;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
