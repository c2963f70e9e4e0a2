using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
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

    /// <summary>Written and read at once: a service may send back the beginning before it has seen the end.</summary>
    private async Task<ScanVerdict> AskAsync(NetworkStream stream, Stream message, CancellationToken cancel)
    {
        var answer = ReadAsync(new IcapReader(stream), cancel);
        var sent = await SendAsync(stream, message, cancel);
        var (head, inner, body) = await answer;
        if (head is null)
            return new ScanVerdict(ScanOutcome.Unavailable, "the service closed the connection");
        var verdict = IcapAnswer.Read(head, inner);
        // Some services answer with the mail itself where others say 204.
        return verdict.Outcome == ScanOutcome.Suspicious && body is not null && sent is not null && body.AsSpan().SequenceEqual(sent) ? ScanVerdict.Clean : verdict;
    }

    /// <returns>SHA-256 of what was sent; null where the service did not take all of it.</returns>
    private async Task<byte[]?> SendAsync(NetworkStream stream, Stream message, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head()), cancel);
            var buffer = new byte[Chunk];
            while (await message.ReadAsync(buffer, cancel) is > 0 and var length)
            {
                hash.AppendData(buffer, 0, length);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), cancel);
                await stream.WriteAsync(buffer.AsMemory(0, length), cancel);
                await stream.WriteAsync("\r\n"u8.ToArray(), cancel);
            }

            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancel);
            return hash.GetHashAndReset();
        }
        catch (IOException broken) when (broken.InnerException is SocketException)
        {
            // It may have answered before it has read all.
            return null;
        }
    }

    private static async Task<(string? Head, string? Inner, byte[]? Body)> ReadAsync(IcapReader reader, CancellationToken cancel)
    {
        if (await reader.HeadAsync(cancel) is not { } head)
            return (null, null, null);
        if (!head.Contains("-hdr=", StringComparison.OrdinalIgnoreCase))
            return (head, null, null);
        var inner = (await reader.HeadAsync(cancel))?.Split('\n')[0];
        return (head, inner, inner is not null && head.Contains("-body=", StringComparison.OrdinalIgnoreCase) ? await reader.BodyAsync(cancel) : null);
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
}
