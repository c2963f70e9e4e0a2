using System.Globalization;
using System.Text;

namespace Chancery.Smtp.Text;

/// <summary>Makes what a peer said fit for a log line or a record: controls and non-ASCII as \xHH of their UTF-8 octets, length capped.</summary>
internal static class Printable
{
    public const int LogLength = 200;

    public static string Encode(string text, int maximum = LogLength)
    {
        var result = new StringBuilder(Math.Min(text.Length, maximum));
        foreach (var rune in text.EnumerateRunes())
        {
            if (result.Length >= maximum)
                return result.Append("...").ToString();
            Append(result, rune);
        }

        return result.ToString();
    }

    /// <summary>One word of a client for a log line: no blank and no equals sign, so that it cannot look like a field of another line.</summary>
    public static string Word(string text, int maximum = LogLength) =>
        Encode(text, maximum).Replace(" ", "\\x20", StringComparison.Ordinal).Replace("=", "\\x3D", StringComparison.Ordinal);

    private static void Append(StringBuilder result, Rune rune)
    {
        if (rune.Value is >= ' ' and <= '~' and not '\\')
        {
            result.Append((char)rune.Value);
            return;
        }

        Span<byte> octets = stackalloc byte[4];
        foreach (var octet in octets[..rune.EncodeToUtf8(octets)])
            result.Append("\\x").Append(octet.ToString("X2", CultureInfo.InvariantCulture));
    }
}
