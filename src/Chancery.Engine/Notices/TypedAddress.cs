using System.Globalization;
using System.Text;

namespace Chancery.Engine.Notices;

/// <summary>Addresses as the status fields of a report carry them: <c>rfc822; anna@example.org</c>, or by RFC 6533 section 3 where they are not ASCII.</summary>
internal static class TypedAddress
{
    /// <param name="international">The report itself may hold UTF-8; else the address is written in ASCII.</param>
    public static string Of(string address, bool international) =>
        Ascii.IsValid(address) ? $"rfc822; {address}" : $"utf-8; {(international ? address : Encoded(address))}";

    /// <param name="original">As ORCPT had it, decoded from xtext: type, semicolon, address.</param>
    public static string OfOriginal(string original, bool international)
    {
        var semicolon = original.IndexOf(';', StringComparison.Ordinal);
        var (type, address) = semicolon < 0 ? ("rfc822", original) : (original[..semicolon].Trim(), original[(semicolon + 1)..].Trim());
        return $"{type}; {(international || Ascii.IsValid(address) ? address : Encoded(address))}";
    }

    /// <summary>utf-8-addr-xtext: what is not plain ASCII becomes <c>\x{…}</c>.</summary>
    private static string Encoded(string address)
    {
        var text = new StringBuilder(address.Length * 2);
        foreach (var rune in address.EnumerateRunes())
            text.Append(rune.Value is > 0x20 and < 0x7F and not ('+' or '=' or '\\')
                ? rune.ToString()
                : $"\\x{{{rune.Value.ToString("X2", CultureInfo.InvariantCulture)}}}");
        return text.ToString();
    }
}
