using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime.Opening;

/// <summary>Hashes a signed part in its canonical form (RFC 8551 section 3.1.1): a lone LF counts as CRLF.</summary>
internal static class CanonicalHash
{
    public static void Add(Stream part, DigestSet digests, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        var lastWasCr = false;
        int read;
        while ((read = part.Read(buffer)) > 0)
        {
            cancel.ThrowIfCancellationRequested();
            lastWasCr = Add(buffer.AsSpan(0, read), digests, lastWasCr);
        }
    }

    private static bool Add(ReadOnlySpan<byte> block, DigestSet digests, bool lastWasCr)
    {
        var (from, at, hit) = (0, 0, 0);
        while ((hit = block[at..].IndexOf((byte)'\n')) >= 0)
        {
            hit += at;
            if (hit == 0 ? !lastWasCr : block[hit - 1] != '\r')
            {
                digests.Append(block[from..hit]);
                digests.Append("\r\n"u8);
                from = hit + 1;
            }

            at = hit + 1;
        }

        digests.Append(block[from..]);
        return block[^1] == '\r';
    }
}
