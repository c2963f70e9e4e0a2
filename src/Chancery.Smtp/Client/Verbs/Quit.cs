using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>RFC 5321 section 4.1.1.10. The answer changes nothing any more, so it is not waited for long.</summary>
internal static class Quit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(SmtpConnection connection, CancellationToken cancel)
    {
        try
        {
            await connection.AskAsync("QUIT", Patience, cancel);
        }
        catch (Exception error) when (error is PeerException or OperationCanceledException)
        {
            // The connection is closed all the same.
        }

        await connection.DisposeAsync();
    }
}
