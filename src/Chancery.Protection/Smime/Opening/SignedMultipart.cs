using System.Text;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime.Opening;

/// <summary>The two parts of a multipart/signed (RFC 1847 section 2.1), where they stand in the entity.</summary>
internal sealed record SignedMultipart(long ContentOffset, long ContentLength, long SignatureOffset, long SignatureLength)
{
    private const int MaxBoundary = 2048;

    /// <exception cref="CmsException">There are not exactly two parts.</exception>
    public static SignedMultipart Of(Stream entity, EntityHead head)
    {
        if (head.Type.Boundary is not { Length: > 0 and <= MaxBoundary } boundary)
            throw new CmsException("no boundary");
        var delimiter = Encoding.UTF8.GetBytes("--" + boundary);
        var first = Delimiter.Find(entity, head.BodyOffset, head.BodyOffset, delimiter) ?? throw Unsigned();
        var second = Delimiter.Find(entity, first.Next, first.Next, delimiter) ?? throw Unsigned();
        if (first.Closes || second.Closes)
            throw Unsigned();
        var third = Delimiter.Find(entity, second.Next, second.Next, delimiter);
        if (third is { Closes: false })
            throw new CmsException("more than two parts in a multipart/signed");
        return new SignedMultipart(first.Next, second.Start - first.Next, second.Next, (third?.Start ?? head.Length) - second.Next);
    }

    private static CmsException Unsigned() => new("a multipart/signed without its two parts");
}

/// <summary>A line that is a boundary.</summary>
/// <param name="Start">Where the line end before it starts, which belongs to it.</param>
/// <param name="Next">Where the next line starts.</param>
internal sealed record Delimiter(long Start, long Next, bool Closes)
{
    /// <param name="lineStart">A place where a line starts.</param>
    public static Delimiter? Find(Stream entity, long from, long lineStart, byte[] delimiter)
    {
        var buffer = new byte[64 * 1024 + delimiter.Length + 256];
        var (offset, filled) = (from, 0);
        while (true)
        {
            entity.Position = offset + filled;
            filled += entity.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            var window = buffer.AsSpan(0, filled);
            var at = 0;
            int hit;
            while ((hit = window[at..].IndexOf(delimiter)) >= 0)
            {
                hit += at;
                if (Judge(window, hit, offset, lineStart, delimiter.Length, filled < buffer.Length) is { } found)
                    return found;
                if (hit > 64 * 1024)
                    break;
                at = hit + 1;
            }

            if (filled < buffer.Length)
                return null;
            // Enough stays that neither a line end before nor the rest of the line behind a boundary is missed.
            var keep = delimiter.Length + 128;
            window[(filled - keep)..].CopyTo(buffer);
            (offset, filled) = (offset + filled - keep, keep);
        }
    }

    private static Delimiter? Judge(ReadOnlySpan<byte> window, int hit, long offset, long lineStart, int length, bool isEnd)
    {
        if (offset + hit != lineStart && (hit == 0 || window[hit - 1] != '\n'))
            return null;
        var rest = window[(hit + length)..];
        var closes = rest.StartsWith("--"u8);
        if (closes)
            rest = rest[2..];
        var white = rest.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r');
        if (white < 0 ? !isEnd : rest[white] != '\n')
            return null;
        var next = offset + window.Length - rest.Length + (white < 0 ? rest.Length : white + 1);
        var start = hit;
        if (offset + hit != lineStart)
            start -= hit >= 2 && window[hit - 2] == '\r' ? 2 : 1;
        return new Delimiter(offset + start, next, closes);
    }
}
