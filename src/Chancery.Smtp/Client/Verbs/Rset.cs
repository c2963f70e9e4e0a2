using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>RFC 5321 section 4.1.1.5; also how a connection that was kept is asked whether it still lives.</summary>
internal static class Rset
{
    public static async Task<bool> RunAsync(SmtpConnection connection, SmtpClientOptions options, CancellationToken cancel)
    {
        try
        {
            return (await connection.AskAsync("RSET", options.CommandTimeout, cancel)).IsPositive;
        }
        catch (PeerException)
        {
            return false;
        }
    }
}
