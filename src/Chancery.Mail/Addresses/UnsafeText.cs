using System.Globalization;

namespace Chancery.Mail.Addresses;

/// <summary>Characters that have no place in one line of text: they end lines, reorder what people read, or are controls.</summary>
public static class UnsafeText
{
    /// <summary>C0 and C1 controls, DEL, U+2028 and U+2029.</summary>
    public static bool BreaksLine(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    /// <summary>Embeddings, overrides and isolates of the bidirectional algorithm (UAX 9).</summary>
    public static bool Reorders(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>Neither of these, no white space beyond ASCII, no format character, not what stands for undecodable octets.</summary>
    public static bool IsHarmless(char c) =>
        c != '\uFFFD' && !BreaksLine(c) && !Reorders(c) && !(c > ' ' && char.IsWhiteSpace(c))
        && CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.Format;

    public static bool HasLineBreak(string text) => text.Any(BreaksLine);
}
