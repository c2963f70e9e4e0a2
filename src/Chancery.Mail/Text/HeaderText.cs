using System.Text;
using Chancery.Mail.Headers;
using MimeKit;
using MimeKit.Utils;

namespace Chancery.Mail.Text;

/// <summary>Decodes field values: RFC 2047 words, raw UTF-8 and other raw 8-bit octets, in normalization form C.</summary>
public static class HeaderText
{
    /// <summary>The decoded value, unfolded; control characters become spaces.</summary>
    public static string Decode(RawHeaderBlock header, RawField field)
    {
        var octets = header.Octets(field);
        var value = octets[(octets.IndexOf((byte)':') + 1)..];
        return Clean(Rfc2047.DecodeText(ParserOptions.Default, value.ToArray()));
    }

    /// <summary>The decoded values of every field with the name.</summary>
    public static IReadOnlyList<string> DecodeAll(RawHeaderBlock header, string name) =>
        [.. header.Named(name).Select(field => Decode(header, field))];

    /// <summary>One line in normalization form C.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("")) clean.Append(char.IsControl(c) ? ' ' : c);
        return Nfc.Normalise(clean.ToString().Trim());
    }
}
