using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Chancery.Mail.Addresses;

namespace Chancery.Smtp.Server.Verbs.Parameters;

/// <summary>ORCPT: address type and address (RFC 3461 section 4.2), for UTF-8 addresses in the forms of RFC 6533 section 3.</summary>
internal static partial class OriginalRecipient
{
    private const int MaxLength = 500;

    /// <returns><c>rfc822;anna@example.org</c>, decoded; null if it is none.</returns>
    public static string? Decode(string value)
    {
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        if (value.Length > MaxLength || semicolon < 1 || !Atom().IsMatch(value[..semicolon]))
            return null;
        var (type, encoded) = (value[..semicolon], value[(semicolon + 1)..]);
        var address = type.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? DecodeUtf8(encoded) : Xtext.Decode(encoded);
        return address is { Length: > 0 } ? $"{type};{address}" : null;
    }

    private static string? DecodeUtf8(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            var match = Embedded().Match(text, i);
            if (!match.Success || !Rune.TryCreate(int.Parse(match.Groups[1].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), out var rune))
                return null;
            plain.Append(rune.ToString());
            i += match.Length - 1;
        }

        var address = plain.ToString();
        return address.All(c => UnsafeText.IsHarmless(c) && c != ' ') ? address : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+$")]
    private static partial Regex Atom();

    [GeneratedRegex(@"\G\\x\{([0-9A-F]{2,6})\}")]
    private static partial Regex Embedded();
}
