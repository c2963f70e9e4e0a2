using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Chancery.Engine.Settings;

namespace Chancery.Engine.Scan;

/// <summary>clamd over its socket: the command INSTREAM, in chunks (clamd(8)).</summary>
public sealed class ClamdScanner(ScannerAddress address, TimeSpan patience, TimeProvider time) : IScanner
{
    private const int Chunk = 64 * 1024;
    private const int LongestAnswer = 4096;

    /// <summary>clamd takes for a mail what begins like one; ours may begin with any field.</summary>
    private static readonly byte[] Opening = "Received: by scanner; Thu, 1 Jan 1970 00:00:00 +0000\r\n"u8.ToArray();

    public string Name => "clamd";

    public async Task<ScanVerdict> ScanAsync(Stream message, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            await using var stream = await ScannerSocket.ConnectAsync(address, either.Token);
            return ClamdAnswer.Read(await AskAsync(stream, message, either.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new ScanVerdict(ScanOutcome.Unavailable, "clamd does not answer in time");
        }
        catch (SocketException)
        {
            return new ScanVerdict(ScanOutcome.Unavailable, "clamd cannot be reached");
        }
    }

    private static async Task<string> AskAsync(NetworkStream stream, Stream message, CancellationToken cancel)
    {
        try
        {
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
            await WriteChunkAsync(stream, Opening, cancel);
            var buffer = new byte[Chunk];
            while (await ReadAsync(message, buffer, cancel) is > 0 and var length)
                await WriteChunkAsync(stream, buffer.AsMemory(0, length), cancel);
            await stream.WriteAsync(new byte[4], cancel);
        }
        catch (IOException broken) when (broken.InnerException is SocketException)
        {
            // It may have said why before it hung up.
        }

        return await AnswerAsync(stream, cancel);
    }

    /// <summary>A body that cannot be read is our own damage, not the scanner's.</summary>
    private static async Task<int> ReadAsync(Stream message, byte[] buffer, CancellationToken cancel) => await message.ReadAsync(buffer, cancel);

    private static async Task WriteChunkAsync(NetworkStream stream, ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        await stream.WriteAsync(length, cancel);
        await stream.WriteAsync(data, cancel);
    }

    private static async Task<string> AnswerAsync(NetworkStream stream, CancellationToken cancel)
    {
        var (buffer, length) = (new byte[LongestAnswer], 0);
        try
        {
            while (length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length), cancel) is > 0 and var count)
            {
                length += count;
                if (buffer.AsSpan(0, length).Contains((byte)0))
                    break;
            }
        }
        catch (IOException broken) when (broken.InnerException is SocketException)
        {
            // What came so far is the answer.
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
