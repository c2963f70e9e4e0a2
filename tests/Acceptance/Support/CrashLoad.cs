using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;

namespace Acceptance.Support;

/// <summary>A mail of the crash test; all of it follows from its number.</summary>
internal sealed record CrashMail(int Number)
{
    public const string Sender = "anna@acme.example";
    public const string Partner = "b@partner.example";

    /// <summary>Three of ten are treated by a rule: signed, or encrypted.</summary>
    public bool IsSigned => Number % 10 is 1 or 2;

    public bool IsEncrypted => Number % 10 == 3;

    public string Id => Number.ToString("D7", CultureInfo.InvariantCulture);

    public string Canary => $"mail {Id} ";

    public IReadOnlyList<string> Recipients =>
        IsEncrypted ? [Partner] : [.. Enumerable.Range(0, Number % 40 == 0 ? 50 : 1 + Number % 3).Select(i => $"x{i}@{(IsSigned ? "signed" : "other")}.example")];

    /// <summary>1 KiB to 5 MiB.</summary>
    public string Body
    {
        get
        {
            var lines = Number % 1000 == 499 ? 75_000 : Number % 50 == 19 ? 3000 : 16 + Number % 64;
            return string.Concat(Enumerable.Range(0, lines).Select(line => $"line {line:D6} of {Canary}and some text that fills it to the end..\r\n"));
        }
    }

    /// <summary>In the header, by which the queue names it.</summary>
    public string MessageId => $"<{Id}@crash.example>";

    public byte[] Content => Mails.Simple(Sender, Recipients[0], $"crash {Id}", Body, messageId: MessageId);
}

/// <summary>Clients that send as fast as they are answered. Their ledger is what they read, not what the server thinks.</summary>
internal sealed class CrashLoad(int clients)
{
    private int _number;

    public ConcurrentDictionary<int, bool> Tried { get; } = new();

    public ConcurrentDictionary<int, bool> Acknowledged { get; } = new();

    /// <summary>Until stopped; a connection that ends is opened again.</summary>
    public IReadOnlyList<Task> Start(int port, CancellationToken stop) => [.. Enumerable.Range(0, clients).Select(_ => Task.Run(() => SendAsync(port, stop), CancellationToken.None))];

    private async Task SendAsync(int port, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var client = await SmtpDialog.ConnectAsync(port);
                for (var isOpen = true; isOpen && !stop.IsCancellationRequested;)
                {
                    var mail = new CrashMail(Interlocked.Increment(ref _number));
                    Tried[mail.Number] = true;
                    var reply = await client.MailAsync(CrashMail.Sender, mail.Recipients, mail.Content);
                    isOpen = reply.StartsWith("250 ", StringComparison.Ordinal);
                    if (isOpen)
                        Acknowledged[mail.Number] = true;
                }
            }
            catch (Exception gone) when (gone is IOException or SocketException or IndexOutOfRangeException or OperationCanceledException)
            {
                await Task.Delay(10, CancellationToken.None);
            }
        }
    }
}
