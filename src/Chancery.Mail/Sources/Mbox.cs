using System.Text;

namespace Chancery.Mail.Sources;

/// <summary>
/// mbox (RFC 4155) with the quoting of mboxrd: a mail begins after a line <c>From </c> that stands at the start or after an empty line;
/// one <c>&gt;</c> is taken from lines <c>&gt;From </c>, <c>&gt;&gt;From </c>, …
/// </summary>
internal static class Mbox
{
    public static bool Is(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[5];
        return file.ReadAtLeast(start, 5, throwOnEndOfStream: false) == 5 && start.SequenceEqual("From "u8);
    }

    public static IEnumerable<MailSource> Mails(string path)
    {
        var ranges = Ranges(path);
        return ranges.Select((range, index) =>
            new MailSource($"{path}#{index + 1}", range.Length == 0 ? "the mail is empty" : null, () => Open(path, range)));
    }

    private static List<(long Offset, long Length)> Ranges(string path)
    {
        List<(long, long)> ranges = [];
        var offset = 0L;
        long? start = null;
        var end = 0L;
        var empty = true;
        foreach (var line in Lines(path))
        {
            if (empty && line.Span.StartsWith("From "u8))
            {
                if (start is { } begun) ranges.Add((begun, Math.Max(0, end - begun)));
                start = offset + line.Length;
            }
            empty = line.Span is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];
            // The empty line before the next From line belongs to the mbox, not to the mail.
            end = empty ? offset : offset + line.Length;
            offset += line.Length;
        }
        if (start is { } last) ranges.Add((last, offset - last));
        return ranges;
    }

    /// <summary>Lines with their ends; one beyond the block is given in pieces, of which only the first can be a From line.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(string path)
    {
        using var file = new BufferedStream(File.OpenRead(path), 64 * 1024);
        var line = new byte[64 * 1024];
        var filled = 0;
        int octet;
        while ((octet = file.ReadByte()) >= 0)
        {
            line[filled++] = (byte)octet;
            if (octet != '\n' && filled < line.Length) continue;
            yield return line.AsMemory(0, filled);
            filled = 0;
        }
        if (filled > 0) yield return line.AsMemory(0, filled);
    }

    private static MemoryStream Open(string path, (long Offset, long Length) range)
    {
        using var file = File.OpenRead(path);
        file.Position = range.Offset;
        var mail = new byte[range.Length];
        file.ReadExactly(mail);
        return new MemoryStream(Unquote(mail), writable: false);
    }

    private static byte[] Unquote(byte[] mail)
    {
        if (mail.AsSpan().IndexOf(">From "u8) < 0) return mail;
        var text = Encoding.Latin1.GetString(mail);
        var plain = new StringBuilder(text.Length);
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start) is var at && at >= 0 ? at + 1 : text.Length;
            var line = text.AsSpan(start, end - start);
            plain.Append(line[0] == '>' && line.TrimStart('>').StartsWith("From ") ? line[1..] : line);
            start = end;
        }
        return Encoding.Latin1.GetBytes(plain.ToString());
    }
}
