using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Chancery.Smtp.Tests.Support;

/// <summary>A client that sends exactly what it is told.</summary>
public sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private Stream? _stream;
    private readonly List<byte> _pending = [];

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, port);
        client._stream = new NetworkStream(client._socket);
        return client;
    }

    public static async Task<RawClient> GreetedAsync(int port, string helo = "EHLO client.example")
    {
        var client = await ConnectAsync(port);
        Assert.StartsWith("220 ", (await client.ReplyAsync())[^1]);
        Assert.StartsWith("250", (await client.AskAsync(helo))[^1]);
        return client;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> octets)
    {
        await _stream!.WriteAsync(octets);
        await _stream.FlushAsync();
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task<IReadOnlyList<string>> AskAsync(string command)
    {
        await SendAsync(command + "\r\n");
        return await ReplyAsync();
    }

    /// <summary>The lines of the next reply; empty when the connection was closed instead.</summary>
    public async Task<IReadOnlyList<string>> ReplyAsync()
    {
        var lines = new List<string>();
        while (await LineAsync() is { } line)
        {
            lines.Add(line);
            if (line.Length < 4 || line[3] != '-')
                break;
        }

        return lines;
    }

    /// <summary>Everything until the server closes.</summary>
    public async Task<string> ToEndAsync()
    {
        var lines = new StringBuilder();
        while (await LineAsync() is { } line)
            lines.Append(line).Append('\n');
        return lines.ToString();
    }

    public async Task<SslStream> StartTlsAsync(X509Certificate2? certificate = null)
    {
        var tls = new SslStream(_stream!, false, (_, shown, _, _) => shown is not null);
        await tls.AuthenticateAsClientAsync("gw.acme.example", certificate is null ? null : [certificate], checkCertificateRevocation: false);
        _stream = tls;
        _pending.Clear();
        return tls;
    }

    public void ShutdownSend() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose()
    {
        _stream?.Dispose();
        _socket.Dispose();
    }

    private async Task<string?> LineAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var buffer = new byte[4096];
        while (true)
        {
            var end = _pending.IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString([.. _pending[..end]]).TrimEnd('\r');
                _pending.RemoveRange(0, end + 1);
                return line;
            }

            var count = await ReadAsync(buffer, limit.Token);
            if (count == 0)
                return null;
            _pending.AddRange(buffer.AsSpan(0, count));
        }
    }

    private async Task<int> ReadAsync(byte[] buffer, CancellationToken cancel)
    {
        try
        {
            return await _stream!.ReadAsync(buffer, cancel);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
