using System.Net.Sockets;
using System.Text;
using Chancery.Engine.Settings;
using Chancery.Host.Settings;
using Chancery.Host.Settings.Tree;

namespace Chancery.Host.Checks;

/// <summary>Asks a next hop for its greeting and its answer to EHLO; hands nothing over.</summary>
internal static class HopCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task CheckAsync(NextHop hop, string hostname, SettingsPlace place, FindingList findings, TimeProvider time, CancellationToken cancel)
    {
        if (hop.Host is null)
            return;
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            var reply = await GreetAsync(hop.Host, hop.Port, hostname, either.Token);
            if (!reply.StartsWith('2'))
                findings.Warning(SettingsCodes.NextHop, place, $"next hop \"{hop.Name}\" ({hop.Host}:{hop.Port}) refuses us: {Shown(reply)}", "look into the log of that server");
            else if (hop.Tls is TlsMode.Required or TlsMode.Verified && !reply.Contains("STARTTLS", StringComparison.OrdinalIgnoreCase))
                findings.Error(SettingsCodes.NextHop, place, $"next hop \"{hop.Name}\" offers no STARTTLS, and tls is {hop.Tls.ToString().ToLowerInvariant()}", "give that server a certificate, or lower  tls");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            findings.Error(SettingsCodes.NextHop, place, $"next hop \"{hop.Name}\" ({hop.Host}:{hop.Port}) does not answer within {Patience.TotalSeconds:0} s", "check host, port and firewall");
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            findings.Error(SettingsCodes.NextHop, place, $"next hop \"{hop.Name}\" ({hop.Host}:{hop.Port}) is not reachable: {e.Message.ToLowerInvariant()}", "check host and port, and that the server runs");
        }
    }

    private static async Task<string> GreetAsync(string host, int port, string hostname, CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, cancel);
        await using var stream = client.GetStream();
        var greeting = await ReplyAsync(stream, cancel);
        if (!greeting.StartsWith('2'))
            return greeting;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"EHLO {hostname}\r\n"), cancel);
        var reply = await ReplyAsync(stream, cancel);
        await stream.WriteAsync("QUIT\r\n"u8.ToArray(), cancel);
        return reply;
    }

    /// <summary>All lines of one reply, at most 16 KiB.</summary>
    private static async Task<string> ReplyAsync(NetworkStream stream, CancellationToken cancel)
    {
        var (buffer, length) = (new byte[16_384], 0);
        while (length < buffer.Length)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), cancel);
            length += count;
            var lines = Encoding.Latin1.GetString(buffer, 0, length).Split("\r\n");
            // The last line of a reply has a space after its code (RFC 5321 section 4.2.1).
            if (count == 0 || lines is [.., { Length: > 3 } last, ""] && last[3] == ' ')
                break;
        }

        return Encoding.Latin1.GetString(buffer, 0, length);
    }

    private static string Shown(string reply) =>
        new([.. reply.TakeWhile(c => c is not '\r' and not '\n').Take(200).Select(c => char.IsControl(c) ? '?' : c)]);
}
