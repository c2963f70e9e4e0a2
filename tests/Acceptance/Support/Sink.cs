using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Acceptance.Support;

/// <summary>A mail as it arrived: the envelope, and every octet between DATA and the final dot, dot-stuffing removed.</summary>
internal sealed partial record Arrived(string From, IReadOnlyList<string> To, byte[] Content)
{
    public DateTime At { get; } = DateTime.UtcNow;

    /// <summary>One octet, one character.</summary>
    public string Text => Encoding.Latin1.GetString(Content);

    /// <summary>Under which the gateway took it; from its trace field.</summary>
    public string Id => Text[(Text.IndexOf("\r\nX-Chancery-Trace: id=", StringComparison.Ordinal) + 23)..].Split(';')[0];

    /// <summary>What the gateway was given: everything under its two fields.</summary>
    public string BelowTrace => Text[(Trace().Match(Text) is { Success: true } trace ? trace.Index + trace.Length : 0)..];

    [GeneratedRegex(@"X-Chancery-Trace: .*\n(?:[ \t].*\n)*")]
    private static partial Regex Trace();

    public string Header => Text[..(Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and >= 0 ? end + 2 : Text.Length)];
}

/// <summary>A next hop that keeps everything it is given; small, strict, and independent of the product's own SMTP.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Arrived> _arrived = new();
    private readonly CancellationTokenSource _stop = new();
    private int _refusals;

    public Sink()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    public IReadOnlyList<Arrived> Mails => [.. _arrived];

    /// <summary>Answers to RCPT instead of 250, by recipient.</summary>
    public ConcurrentDictionary<string, string> RecipientReplies { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many messages are put off with 451 after DATA before the first is taken.</summary>
    public int RefuseFirst { get; set; }

    /// <summary>True: content is counted and thrown away, for large mails.</summary>
    public bool CountOnly { get; set; }

    public long OctetsCounted;

    public async Task<IReadOnlyList<Arrived>> WaitForAsync(int count, int seconds = 30)
    {
        for (var end = DateTime.UtcNow.AddSeconds(seconds); _arrived.Count < count; await Task.Delay(20))
            Assert.True(DateTime.UtcNow < end, $"{_arrived.Count} of {count} mails arrived within {seconds} s");
        return Mails;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
            catch (Exception ending) when (ending is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            var reader = new SinkReader(stream);
            await SayAsync(stream, "220 sink ESMTP");
            var (from, to) = ("", new List<string>());
            while (await reader.LineAsync() is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                switch (verb)
                {
                    case "EHLO":
                        await SayAsync(stream, "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES");
                        break;
                    case "MAIL":
                        (from, to) = (Path(line), []);
                        await SayAsync(stream, "250 2.1.0 ok");
                        break;
                    case "RCPT":
                        await SayAsync(stream, Recipient(Path(line), to));
                        break;
                    case "DATA" when to.Count == 0:
                        await SayAsync(stream, "554 5.5.1 no recipients");
                        break;
                    case "DATA":
                        await SayAsync(stream, "354 go");
                        await SayAsync(stream, await TakeAsync(reader, from, to));
                        break;
                    case "QUIT":
                        await SayAsync(stream, "221 2.0.0 bye");
                        return;
                    default:
                        await SayAsync(stream, "250 2.0.0 ok");
                        break;
                }
            }
        }
        catch (IOException)
        {
            // The gateway was killed in the middle: what was not taken is not kept.
        }
    }

    private async Task<string> TakeAsync(SinkReader reader, string from, List<string> to)
    {
        var content = await reader.DataAsync(CountOnly, octets => Interlocked.Add(ref OctetsCounted, octets));
        if (content is null)
            throw new IOException("cut off in data");
        if (Interlocked.Increment(ref _refusals) <= RefuseFirst)
            return "451 4.3.2 later please";
        _arrived.Enqueue(new Arrived(from, [.. to], content));
        return "250 2.0.0 taken";
    }

    private string Recipient(string address, List<string> to)
    {
        if (RecipientReplies.TryGetValue(address, out var reply))
            return reply;
        to.Add(address);
        return "250 2.1.5 ok";
    }

    private static string Path(string line) => line[(line.IndexOf('<') + 1)..line.LastIndexOf('>')];

    private static Task SayAsync(Stream stream, string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n")).AsTask();
}
