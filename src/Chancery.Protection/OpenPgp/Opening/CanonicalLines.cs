namespace Chancery.Protection.OpenPgp.Opening;

internal delegate void TakeOctets(ReadOnlySpan<byte> octets);

/// <summary>Reads text in its canonical form: a lone LF counts as CRLF (RFC 9580 section 5.2.1.2, RFC 3156 section 5).</summary>
internal static class CanonicalLines
{
    public static void Read(Stream text, TakeOctets take, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        var lastWasCr = false;
        int read;
        while ((read = text.Read(buffer)) > 0)
        {
            cancel.ThrowIfCancellationRequested();
            lastWasCr = Pass(buffer.AsSpan(0, read), lastWasCr, take);
        }
    }

    /// <returns>Whether the block ends by CR.</returns>
    public static bool Pass(ReadOnlySpan<byte> block, bool lastWasCr, TakeOctets take)
    {
        if (block.IsEmpty)
            return lastWasCr;
        var (from, at, hit) = (0, 0, 0);
        while ((hit = block[at..].IndexOf((byte)'\n')) >= 0)
        {
            hit += at;
            if (hit == 0 ? !lastWasCr : block[hit - 1] != '\r')
            {
                take(block[from..hit]);
                take("\r\n"u8);
                from = hit + 1;
            }

            at = hit + 1;
        }

        take(block[from..]);
        return block[^1] == '\r';
    }
}
