using System.Globalization;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Literals;

/// <summary>
/// Numbers as people write them. What a YAML reader could take for octal, hexadecimal or base sixty is refused: it would mean
/// one thing here and another in the next tool.
/// </summary>
internal static class PlainNumber
{
    /// <summary>True if a finding was added: the text looks like a number and could be read as another one.</summary>
    public static bool IsAmbiguous(FindingBag findings, Node.Scalar at, string number)
    {
        var (why, fix) = Other(number);
        if (why is not null)
            findings.Error("CH1111", at.At, $"`{number}` can be read as a number in {why}", fix is null ? "write a plain decimal number" : $"write `{fix}`", at.Text == number ? fix : null);
        return why is not null;
    }

    private static (string? Why, string? Fix) Other(string text)
    {
        if (text.Length < 2 || !char.IsAsciiDigit(text[0]))
            return (null, null);
        if (text.Contains(':', StringComparison.Ordinal) && text.All(c => char.IsAsciiDigit(c) || c is ':' or '.'))
            return ("base sixty", null);
        if (text[0] == '0' && text[1] is 'x' or 'X' or 'o' or 'O' or 'b' or 'B' && text[0] == '0')
            return ("another base", null);
        if (text.Contains('_', StringComparison.Ordinal) && text.All(c => char.IsAsciiDigit(c) || c == '_'))
            return ("groups of digits", text.Replace("_", "", StringComparison.Ordinal));
        return text[0] == '0' && text.All(char.IsAsciiDigit)
            ? ("base eight", decimal.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)) : (null, null);
    }
}
