using System.Globalization;
using System.Text;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>Values of DSN parameters (RFC 3461 section 4): what could be taken for anything else is written as +HH.</summary>
internal static class Xtext
{
    /// <summary>UTF-8 octets one by one, so that the result is ASCII without spaces or controls.</summary>
    public static string Encode(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            Append(result, octet);
        return result.ToString();
    }

    /// <summary>An internationalised address: characters beyond ASCII as \x{HEX} (RFC 6533 section 3).</summary>
    public static string EncodeUtf8Address(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (!rune.IsAscii || rune.Value is '\\' or <= ' ' or '+' or '=' or 0x7F)
                result.Append(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X2}}}");
            else
                result.Append((char)rune.Value);
        return result.ToString();
    }

    private static void Append(StringBuilder result, byte octet)
    {
        if (octet is > (byte)' ' and < 0x7F and not ((byte)'+' or (byte)'='))
            result.Append((char)octet);
        else
            result.Append('+').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
    }
}
