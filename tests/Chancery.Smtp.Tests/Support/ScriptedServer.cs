using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Chancery.Smtp.Tests.Support;

/// <summary>A server on a real socket that answers by a script, well or badly. Keeps what it was told.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<string, string?> _answer;
    private readonly Task _accepting;
    private readonly CancellationTokenSource _stop = new();
    private int _connections;

    /// <param name="answer">From a command ("" = connected, "." = end of data) to the reply without last CRLF; null closes the connection;
    /// a reply that starts with <c>!</c> is sent and then closed.</param>
    /// <param name="address">Null: 127.0.0.1.</param>
    public ScriptedServer(Func<string, string?> answer, IPAddress? address = null)
    {
        _answer = answer;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    public ConcurrentQueue<string> Commands { get; } = [];

    public ConcurrentQueue<string> Messages { get; } = [];

    /// <summary>Answers of a server that likes everything.</summary>
    public static string? Friendly(string command) => command.Split(' ', ':')[0].ToUpperInvariant() switch
    {
        "" => "220 friendly ESMTP",
        "EHLO" => "250-friendly\r\n250-PIPELINING\r\n250-SIZE 1000000\r\n250 8BITMIME",
        "DATA" => "354 go",
        "QUIT" => "!221 bye",
        _ => "250 2.0.0 ok",
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
                sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        using var _ = client;
        try
        {
            await TalkAsync(client.GetStream());
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The peer under test went away.
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        var lines = new LineReader(stream);
        var command = "";
        while (_answer(command) is { } reply)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(reply.TrimStart('!') + "\r\n"), _stop.Token);
            if (reply.StartsWith('!'))
                return;
            if (reply.StartsWith("354", StringComparison.Ordinal))
            {
                Messages.Enqueue(await lines.MessageAsync(_stop.Token));
                command = ".";
                continue;
            }

            if (command == "STARTTLS" && reply.StartsWith("220", StringComparison.Ordinal))
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = TestCertificate.Instance.Current }, _stop.Token);
                (stream, lines) = (tls, new LineReader(tls));
            }

            if (await lines.LineAsync(_stop.Token) is not { } next)
                return;
            command = next;
            Commands.Enqueue(command);
            if (command.StartsWith("BDAT ", StringComparison.Ordinal))
            {
                Messages.Enqueue(await lines.OctetsAsync(int.Parse(command.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), _stop.Token));
                command = ".";
            }
        }
    }

    private sealed class LineReader(Stream stream)
    {
        private readonly StringBuilder _pending = new();
        private readonly byte[] _buffer = new byte[65536];

        public async Task<string?> LineAsync(CancellationToken cancel) => await UntilAsync("\r\n", cancel);

        public async Task<string> MessageAsync(CancellationToken cancel)
        {
            _pending.Insert(0, "\r\n");
            var message = await UntilAsync("\r\n.\r\n", cancel) ?? throw new IOException("closed in data");
            return (message + "\r\n")[2..];
        }

        public async Task<string> OctetsAsync(int count, CancellationToken cancel)
        {
            while (_pending.Length < count)
            {
                var read = await stream.ReadAsync(_buffer, cancel);
                if (read == 0)
                    throw new IOException("closed in a chunk");
                _pending.Append(Encoding.Latin1.GetString(_buffer, 0, read));
            }

            var octets = _pending.ToString(0, count);
            _pending.Remove(0, count);
            return octets;
        }

        private async Task<string?> UntilAsync(string end, CancellationToken cancel)
        {
            while (true)
            {
                var text = _pending.ToString();
                var at = text.IndexOf(end, StringComparison.Ordinal);
                if (at >= 0)
                {
                    _pending.Remove(0, at + end.Length);
                    return text[..at];
                }

                var count = await stream.ReadAsync(_buffer, cancel);
                if (count == 0)
                    return null;
                _pending.Append(Encoding.Latin1.GetString(_buffer, 0, count));
            }
        }
    }
}
