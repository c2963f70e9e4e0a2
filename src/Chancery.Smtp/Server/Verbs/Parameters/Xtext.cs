using System.Buffers;
using System.Globalization;
using System.Text;

namespace Chancery.Smtp.Server.Verbs.Parameters;

/// <summary>RFC 3461 section 4: printable ASCII, with <c>+HH</c> for the rest.</summary>
internal static class Xtext
{
    private static readonly SearchValues<char> UpperHex = SearchValues.Create("0123456789ABCDEF");

    /// <returns>Null for what is no xtext, or decodes to a control or to non-ASCII: it may end up in reports and logs.</returns>
    public static string? Decode(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is <= ' ' or > '~' or '=')
                return null;
            if (text[i] != '+')
                plain.Append(text[i]);
            else if (Octet(text, ref i) is >= 0x20 and <= 0x7e and var octet)
                plain.Append((char)octet);
            else
                return null;
        }

        return plain.ToString();
    }

    private static int Octet(string text, ref int at)
    {
        var hex = at + 2 < text.Length ? text.AsSpan(at + 1, 2) : default;
        if (hex.IsEmpty || hex.ContainsAnyExcept(UpperHex))
            return -1;
        at += 2;
        return int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
