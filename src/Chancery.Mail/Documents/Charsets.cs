using System.Text;

namespace Chancery.Mail.Documents;

/// <summary>
/// Octets as text. A declaration may be missing or wrong, by mistake or to hide; where clients may show different texts, each of
/// them is read.
/// </summary>
internal static class Charsets
{
    private const int Window = 4096;

    private static readonly Encoding Windows1252;

    // Old charsets are not known to the runtime without this.
    static Charsets()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Windows1252 = Encoding.GetEncoding(1252);
    }

    /// <summary>The declared reading first, then what the octets look like if that is something else.</summary>
    /// <exception cref="UnreadableException">The text is over the limit.</exception>
    public static IReadOnlyList<string> Readings(byte[] octets, string? charset, ReadingBudget budget)
    {
        var guess = Guess(octets);
        budget.Take(guess.Length);
        if (Declared(octets, charset) is not { } declared || declared == guess) return [guess];
        budget.Take(declared.Length);
        return [declared, guess];
    }

    /// <summary>By its byte order mark, else UTF-16 by its zeros, else UTF-8 if it is valid, else windows-1252.</summary>
    public static string Guess(ReadOnlySpan<byte> octets)
    {
        if (octets.StartsWith(Encoding.UTF8.Preamble)) return Encoding.UTF8.GetString(octets[3..]);
        if (octets.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])) return Encoding.UTF32.GetString(octets[4..]);
        if (octets.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(octets[2..]);
        if (octets.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(octets[2..]);
        if (Utf16ByZeros(octets) is { } utf16) return utf16.GetString(octets);
        return System.Text.Unicode.Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : Windows1252.GetString(octets);
    }

    /// <summary>Few controls: something that a person can read.</summary>
    public static bool LooksLikeText(string text)
    {
        var controls = 0;
        var start = text.AsSpan(0, Math.Min(text.Length, Window));
        foreach (var c in start)
            if ((char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f' or '\u001B')) || c == '\uFFFD') controls++;
        return start.Length > 0 && controls * 50 <= start.Length;
    }

    /// <summary>Null for what is not declared or not known.</summary>
    private static string? Declared(byte[] octets, string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset)) return null;
        var name = charset.Trim().Trim('"', '\'').ToLowerInvariant();
        if (name is "utf-7" or "unicode-1-1-utf-7" or "csunicode11utf7") return Utf7.Decode(octets);
        try
        {
            var encoding = name switch
            {
                // What clients decode under these names (WHATWG Encoding, section 4.2).
                "us-ascii" or "ascii" or "iso-8859-1" or "latin1" => Windows1252,
                "utf-16" => octets.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode : Encoding.Unicode,
                "gb2312" or "gbk" => Encoding.GetEncoding("gb18030"),
                _ => Encoding.GetEncoding(name),
            };
            return encoding.GetString(octets).TrimStart('\uFEFF');
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Western text in UTF-16 has a zero in every other octet.</summary>
    private static Encoding? Utf16ByZeros(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 4 || octets.Length % 2 != 0) return null;
        var (even, odd, pairs) = (0, 0, Math.Min(octets.Length, Window) / 2);
        for (var i = 0; i < pairs; i++)
        {
            if (octets[2 * i] == 0) even++;
            if (octets[2 * i + 1] == 0) odd++;
        }
        if (odd * 3 > pairs && even * 10 < pairs) return Encoding.Unicode;
        return even * 3 > pairs && odd * 10 < pairs ? Encoding.BigEndianUnicode : null;
    }
}
