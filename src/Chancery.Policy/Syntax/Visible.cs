using System.Globalization;

namespace Chancery.Policy.Syntax;

/// <summary>What a reviewer cannot see is written as an escape: control characters, direction marks, zero-width characters, halves of pairs.</summary>
internal static class Visible
{
    private const char Joiner = '\u200D';

    public static bool MustEscape(string text, int i) => char.GetUnicodeCategory(text[i]) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // A joiner after a pictogram is part of the picture.
        UnicodeCategory.Format => text[i] != Joiner || i == 0 || text[i - 1] != '\uFE0F' && !char.IsLowSurrogate(text[i - 1]),
        UnicodeCategory.Surrogate => !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            && !(char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1])),
        _ => text[i] is '\uFFFE' or '\uFFFF',
    };

    public static bool All(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (MustEscape(text, i))
                return false;
        }

        return true;
    }

    /// <summary>The text in double quotes, as YAML and JSON both write it.</summary>
    public static string Quoted(string text)
    {
        var quoted = new System.Text.StringBuilder(text.Length + 2).Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                var c when MustEscape(text, i) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                var c => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
