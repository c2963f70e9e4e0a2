using System.Globalization;
using System.Text;
using Chancery.Mail.Text;

namespace Chancery.Mail.Detection;

/// <summary>
/// Undoes what only hides or varies: full-width, mathematical and foreign digits, ligatures, no-break spaces, characters without
/// width (language, R43); white space of any length is one character, a line end if there is one in it. In normalization form C.
/// </summary>
public static class PlainForm
{
    private const char FullWidthFirst = '\uFF01', FullWidthLast = '\uFF5E';

    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        var (composes, space) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is > ' ' and < '\u007F')
            {
                plain.Append(c);
                space = false;
            }
            else if (char.IsWhiteSpace(c) || c == '\u2800')
            {
                var isLine = c is '\n' or '\r' or '\u2028' or '\u2029';
                if (!space) plain.Append(isLine ? '\n' : ' ');
                else if (isLine) plain[^1] = '\n';
                space = true;
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                Supplementary(char.ConvertToUtf32(c, text[++i]), plain);
                space = false;
            }
            else if (!IsInvisible(c))
            {
                composes |= c >= '\u0300' && Composes(c);
                Append(c, plain);
                space = false;
            }
        }
        return composes ? Nfc.Normalise(plain.ToString()) : plain.ToString();
    }

    private static void Append(char c, StringBuilder plain)
    {
        if (c < '\u0600') plain.Append(c is '\u00B7' ? '.' : c);
        else if (c is >= FullWidthFirst and <= FullWidthLast) plain.Append((char)(c - FullWidthFirst + '!'));
        else if (c is >= '\u2010' and <= '\u2015' or '\u2212' or '\uFE58' or '\uFE63') plain.Append('-');
        else if (c is >= '\uFB00' and <= '\uFB06') plain.Append(Ligatures[c - '\uFB00']);
        else if (c is '\u2024') plain.Append('.');
        else if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit && char.IsDigit(c)) plain.Append((char)('0' + digit));
        else plain.Append(c);
    }

    private static void Supplementary(int code, StringBuilder plain)
    {
        // Tags and variation selectors have no width.
        if (code is >= 0xE0000 and <= 0xE0FFF) return;
        if (code is >= 0x1D7CE and <= 0x1D7FF) plain.Append((char)('0' + (code - 0x1D7CE) % 10));
        else if (code is >= 0x1D400 and <= 0x1D6A3) plain.Append((code - 0x1D400) % 52 is < 26 and var upper ? (char)('A' + upper) : (char)('a' + (code - 0x1D400) % 52 - 26));
        else if (code is >= 0x1FBF0 and <= 0x1FBF9) plain.Append((char)('0' + code - 0x1FBF0));
        else plain.Append(char.ConvertFromUtf32(code));
    }

    private static bool IsInvisible(char c) =>
        c < '\u0300' ? char.IsControl(c) || c == '\u00AD'
        : c is '\u034F' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u3164' or '\uFFA0' or >= '\u180B' and <= '\u180F' or >= '\uFE00' and <= '\uFE0F'
          || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;

    private static bool Composes(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        || c is >= '\u1100' and <= '\u11FF' or '\u2126' or '\u212A' or '\u212B' or >= '\uF900' and <= '\uFAFF';
}
