using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Chancery.Engine.Deliver;

/// <summary>
/// Values of the line that is logged for each delivery. Addresses and replies are the words of others: none of them may look like
/// a field of the line, so that a search for <c>status=delivered</c> finds what was delivered, and nothing else.
/// </summary>
internal static partial class LineValue
{
    private const string Delimiters = " <>,\\";

    /// <summary>One word: what parts fields and addresses is written as <c>\xHH</c>.</summary>
    public static string Address(string address)
    {
        var word = new StringBuilder(address.Length);
        foreach (var c in address)
            word.Append(char.IsControl(c) || Delimiters.Contains(c, StringComparison.Ordinal) ? Escaped(c) : c.ToString());
        return WithoutFields(word.ToString());
    }

    public static string Addresses(IEnumerable<string> addresses) => string.Join(',', addresses.Select(address => $"<{Address(address)}>"));

    /// <summary>Text to the end of the line.</summary>
    public static string Text(string text) => WithoutFields(text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? Escaped(c) : c.ToString())) : text);

    private static string WithoutFields(string text) => text.Contains('=', StringComparison.Ordinal) ? Field().Replace(text, Escaped('=')) : text;

    private static string Escaped(char c) => "\\x" + ((int)c).ToString("X2", CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<=(?:effect|from|to|nexthop|tls|status|delay|reply))=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
