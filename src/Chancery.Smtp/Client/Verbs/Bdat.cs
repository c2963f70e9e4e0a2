using System.Buffers;
using System.Globalization;
using Chancery.Smtp.Client.Connections;
using Chancery.Smtp.Data;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>The message's octets as they are, in one chunk (RFC 3030 section 2): nothing to stuff, and no end to be found in them.</summary>
internal static class Bdat
{
    private const int Block = 64 * 1024;

    /// <param name="length">Octets of the body.</param>
    /// <returns>The reply to the chunk.</returns>
    /// <exception cref="BareLineEndException">The next server behind this one could take the message for two; the chunk was not completed.</exception>
    /// <exception cref="PeerException">The connection failed.</exception>
    /// <exception cref="EndOfStreamException">The body is not as long as it said; the chunk was not completed.</exception>
    public static async Task<PeerReply> SendAsync(SmtpConnection connection, Stream body, long length, SmtpClientOptions options, CancellationToken cancel)
    {
        var check = new LineEndCheck();
        var buffer = ArrayPool<byte>.Shared.Rent(Block + 64);
        try
        {
            var head = SmtpConnection.Lines(string.Create(CultureInfo.InvariantCulture, $"BDAT {length} LAST"));
            head.CopyTo(buffer, 0);
            var (used, left) = (head.Length, length);
            do
            {
                var wanted = (int)Math.Min(Block + 64 - used, left);
                var count = await body.ReadAtLeastAsync(buffer.AsMemory(used, wanted), wanted, throwOnEndOfStream: false, cancel);
                if (count < wanted)
                    throw new EndOfStreamException("the copy is shorter than it said");
                check.Look(buffer.AsSpan(used, count));
                left -= count;
                if (left == 0)
                    check.End();
                await connection.SendAsync(buffer.AsMemory(0, used + count), options.DataBlockTimeout, cancel);
                used = 0;
            }
            while (left > 0);
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
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return await connection.ReceiveAsync(options.DataEndTimeout, cancel);
    }
}
