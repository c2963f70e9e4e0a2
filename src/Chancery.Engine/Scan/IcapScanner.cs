using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Chancery.Engine.Settings;

namespace Chancery.Engine.Scan;

/// <summary>
/// A scanner behind ICAP (RFC 3507): the mail goes as the body of an HTTP answer (RESPMOD) or request (REQMOD). <c>Allow: 204</c>
/// lets the service say that it has nothing to say.
/// </summary>
/// <param name="service"><c>icap://host:port/service</c>.</param>
public sealed class IcapScanner(Uri service, bool requests, TimeSpan patience, TimeProvider time) : IScanner
{
    private const int DefaultPort = 1344;
    private const int Chunk = 64 * 1024;
    private const int LongestHead = 64 * 1024;

    public string Name => "icap";

    public async Task<ScanVerdict> ScanAsync(Stream message, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            var address = new ScannerAddress(null, service.Host.Trim('[', ']'), service.Port > 0 ? service.Port : DefaultPort);
            await using var stream = await ScannerSocket.ConnectAsync(address, either.Token);
            return await AskAsync(stream, message, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new ScanVerdict(ScanOutcome.Unavailable, "the service does not answer in time");
        }
        catch (SocketException)
        {
            return new ScanVerdict(ScanOutcome.Unavailable, "the service cannot be reached");
        }
    }

    private async Task<ScanVerdict> AskAsync(NetworkStream stream, Stream message, CancellationToken cancel)
    {
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head()), cancel);
            var buffer = new byte[Chunk];
            while (await message.ReadAsync(buffer, cancel) is > 0 and var length)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), cancel);
                await stream.WriteAsync(buffer.AsMemory(0, length), cancel);
                await stream.WriteAsync("\r\n"u8.ToArray(), cancel);
            }

            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancel);
        }
        catch (IOException broken) when (broken.InnerException is SocketException)
        {
            // It may have answered before it has read all.
        }

        var (head, left) = await HeadAsync(stream, "", cancel);
        if (head is null)
            return new ScanVerdict(ScanOutcome.Unavailable, "the service closed the connection");
        var inner = head.Contains("Encapsulated:", StringComparison.OrdinalIgnoreCase) && head.Contains("-hdr=", StringComparison.OrdinalIgnoreCase)
            ? (await HeadAsync(stream, left, cancel)).Head?.Split('\n')[0]
            : null;
        return IcapAnswer.Read(head, inner);
    }

    /// <summary>RFC 3507 section 4.4: the places of the parts are counted from the first octet after the ICAP head.</summary>
    private string Head()
    {
        const string Request = "POST /mail HTTP/1.1\r\nHost: chancery.invalid\r\nContent-Type: message/rfc822\r\nTransfer-Encoding: chunked\r\n\r\n";
        const string Get = "GET /mail HTTP/1.1\r\nHost: chancery.invalid\r\n\r\n";
        const string Answer = "HTTP/1.1 200 OK\r\nContent-Type: message/rfc822\r\nTransfer-Encoding: chunked\r\n\r\n";
        var parts = requests
            ? $"Encapsulated: req-hdr=0, req-body={Request.Length}\r\n\r\n{Request}"
            : $"Encapsulated: req-hdr=0, res-hdr={Get.Length}, res-body={Get.Length + Answer.Length}\r\n\r\n{Get}{Answer}";
        return $"{(requests ? "REQMOD" : "RESPMOD")} {service.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)} ICAP/1.0\r\nHost: {service.Host}\r\nAllow: 204\r\nConnection: close\r\n{parts}";
    }

    private static async Task<(string? Head, string Left)> HeadAsync(NetworkStream stream, string begun, CancellationToken cancel)
    {
        var text = new StringBuilder(begun);
        var buffer = new byte[4096];
        while (true)
        {
            var so = text.ToString();
            if (so.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
                return (so[..end], so[(end + 4)..]);
            if (so.Length > LongestHead)
                return (null, "");
            try
            {
                if (await stream.ReadAsync(buffer, cancel) is > 0 and var count)
                    text.Append(Encoding.Latin1.GetString(buffer, 0, count));
                else
                    return (null, "");
            }
            catch (IOException broken) when (broken.InnerException is SocketException)
            {
                return (null, "");
            }
        }
    }
}
