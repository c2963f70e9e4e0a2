using System.Net.Sockets;
using System.Text;

namespace Acceptance.Support;

/// <summary>A client that says exactly what a test tells it to.</summary>
internal sealed class SmtpDialog : IAsyncDisposable
{
    private readonly TcpClient _client = new();
    private Stream _stream = Stream.Null;

    public static async Task<SmtpDialog> ConnectAsync(int port, bool greet = true)
    {
        var dialog = new SmtpDialog();
        await dialog._client.ConnectAsync("127.0.0.1", port);
        dialog._stream = dialog._client.GetStream();
        if (greet)
        {
            await dialog.ReplyAsync();
            await dialog.SayAsync("EHLO test.example");
        }

        return dialog;
    }

    public Stream Stream => _stream;

    /// <summary>Sends a line and returns the whole reply.</summary>
    public async Task<string> SayAsync(string line)
    {
        await SendAsync(Encoding.Latin1.GetBytes(line + "\r\n"));
        return await ReplyAsync();
    }

    public async Task SendAsync(byte[] octets)
    {
        await _stream.WriteAsync(octets);
        await _stream.FlushAsync();
    }

    /// <summary>One reply, continuation lines joined by LF; empty when the connection was closed.</summary>
    public async Task<string> ReplyAsync(int seconds = 30)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var lines = new List<string>();
        while (true)
        {
            var line = new List<byte>();
            var octet = new byte[1];
            do
            {
                if (await _stream.ReadAsync(octet, limit.Token) == 0)
                    return string.Join('\n', lines);
                line.Add(octet[0]);
            }
            while (octet[0] != '\n');
            lines.Add(Encoding.Latin1.GetString([.. line]).TrimEnd('\r', '\n'));
            if (lines[^1].Length < 4 || lines[^1][3] != '-')
                return string.Join('\n', lines);
        }
    }

    /// <summary>A whole transaction; the reply to the final dot, or the first refusal.</summary>
    public async Task<string> MailAsync(string from, IEnumerable<string> to, byte[] content)
    {
        foreach (var command in to.Select(address => $"RCPT TO:<{address}>").Prepend($"MAIL FROM:<{from}>").Append("DATA"))
        {
            var reply = await SayAsync(command);
            if (reply[0] is not ('2' or '3'))
                return reply;
        }

        await SendAsync(Stuffed(content));
        return await ReplyAsync(120);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Dot-stuffed, ended by CRLF.CRLF (RFC 5321 section 4.5.2).</summary>
    public static byte[] Stuffed(byte[] content)
    {
        var wire = new MemoryStream(content.Length + 1024);
        var lineStart = true;
        foreach (var octet in content)
        {
            if (lineStart && octet == '.')
                wire.WriteByte((byte)'.');
            wire.WriteByte(octet);
            lineStart = octet == '\n';
        }

        wire.Write(lineStart ? ".\r\n"u8 : "\r\n.\r\n"u8);
        return wire.ToArray();
    }
}
