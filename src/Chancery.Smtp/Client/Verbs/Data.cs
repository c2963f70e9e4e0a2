using System.Buffers;
using Chancery.Smtp.Client.Connections;
using Chancery.Smtp.Data;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>The message's octets (RFC 5321 section 4.1.1.4), stuffed while they flow.</summary>
internal static class Data
{
    private const int Block = 64 * 1024;

    /// <returns>The reply to the end of data.</returns>
    /// <exception cref="BareLineEndException">The message would smuggle; the end of data was not sent.</exception>
    /// <exception cref="PeerException">The connection failed.</exception>
    public static async Task<PeerReply> SendAsync(SmtpConnection connection, Stream body, SmtpClientOptions options, CancellationToken cancel)
    {
        var encoder = new DataEncoder();
        var input = ArrayPool<byte>.Shared.Rent(Block);
        var output = ArrayPool<byte>.Shared.Rent(DataEncoder.OutputBound(Block) + 5);
        try
        {
            var more = true;
            while (more)
            {
                // Whole blocks, and the end along with the last: every write is a packet and wakes the server once more.
                var count = await body.ReadAtLeastAsync(input.AsMemory(0, Block), Block, throwOnEndOfStream: false, cancel);
                more = count == Block;
                var written = encoder.Encode(input.AsSpan(0, count), output);
                if (!more)
                    written += End(encoder, output.AsSpan(written));
                await connection.SendAsync(output.AsMemory(0, written), options.DataBlockTimeout, cancel);
            }
        }
        catch (PeerException)
        {
            // A server that has had enough may say why before it closes.
            if (await connection.LastWordsAsync(cancel) is { IsPermanent: true } refusal)
                return refusal;
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
            ArrayPool<byte>.Shared.Return(output);
        }

        return await connection.ReceiveAsync(options.DataEndTimeout, cancel);
    }

    private static int End(DataEncoder encoder, Span<byte> output)
    {
        var end = encoder.End();
        end.CopyTo(output);
        return end.Length;
    }
}
