using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>EHLO, and HELO where a server does not know it (RFC 5321 section 3.2).</summary>
internal static class Hello
{
    /// <exception cref="PeerException">Neither is welcome.</exception>
    public static async Task RunAsync(SmtpConnection connection, SmtpClientOptions options, CancellationToken cancel)
    {
        var reply = await connection.AskAsync("EHLO " + options.Hostname, options.CommandTimeout, cancel);
        if (reply.IsPositive)
        {
            connection.Capabilities = Capabilities.Of(reply);
            return;
        }

        if (!reply.IsPermanent)
            throw PeerException.Refused("EHLO", reply);
        reply = await connection.AskAsync("HELO " + options.Hostname, options.CommandTimeout, cancel);
        connection.Capabilities = reply.IsPositive ? Capabilities.None : throw PeerException.Refused("HELO", reply);
    }
}
