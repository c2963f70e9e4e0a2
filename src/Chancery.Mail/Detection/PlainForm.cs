using System.Globalization;
using System.Text;

namespace Chancery.Mail.Detection;

/// <summary>Undoes what only hides: full-width letters and digits, no-break spaces, characters without width (language, R43).</summary>
public static class PlainForm
{
    private const char FullWidthFirst = '\uFF01', FullWidthLast = '\uFF5E';

    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
            if (c is >= FullWidthFirst and <= FullWidthLast) plain.Append((char)(c - FullWidthFirst + '!'));
            else if (c is '\n' or '\r' or '\t') plain.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format) continue;
            else if (char.IsWhiteSpace(c)) plain.Append(' ');
            else if (char.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber) plain.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)));
            else if (c is >= '\u2010' and <= '\u2015') plain.Append('-');
            else plain.Append(c);
        return plain.ToString();
    }
}
