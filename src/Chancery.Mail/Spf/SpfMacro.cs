using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Chancery.Mail.Spf;

/// <summary>A domain-spec or macro-string (RFC 7208 section 7.1), parsed.</summary>
internal sealed class SpfMacro
{
    private const int LongestName = 253;

    private readonly List<Piece> _pieces;

    private SpfMacro(List<Piece> pieces) => _pieces = pieces;

    /// <param name="Letter">Lower case; NUL for literal text.</param>
    /// <param name="Keep">Parts from the right; 0: all.</param>
    private sealed record Piece(string Literal, char Letter = '\0', bool Escaped = false, int Keep = 0, bool Reversed = false, string Delimiters = ".");

    /// <summary>The validated name of the client is asked for, which costs look-ups.</summary>
    public bool NeedsName => _pieces.Exists(piece => piece.Letter == 'p');

    /// <summary>A domain-spec ends in a top label or in a macro (RFC 7208 section 7.1, domain-end).</summary>
    public static bool TryParseDomain(string text, [NotNullWhen(true)] out SpfMacro? macro) =>
        TryParse(text, explains: false, out macro) && (macro._pieces[^1].Letter != '\0' || EndsInTopLabel(text));

    /// <param name="explains">Inside an explanation <c>c</c>, <c>r</c> and <c>t</c> are allowed and spaces too.</param>
    public static bool TryParse(string text, bool explains, [NotNullWhen(true)] out SpfMacro? macro)
    {
        var pieces = new List<Piece>();
        var literal = new StringBuilder();
        macro = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                if (text[i] is < '!' or > '~' && !(explains && text[i] == ' '))
                    return false;
                literal.Append(text[i]);
                continue;
            }

            if (++i >= text.Length)
                return false;
            switch (text[i])
            {
                case '%':
                    literal.Append('%');
                    break;
                case '_':
                    literal.Append(' ');
                    break;
                case '-':
                    literal.Append("%20");
                    break;
                case '{':
                    var close = text.IndexOf('}', i);
                    if (close < 0 || ReadExpand(text[(i + 1)..close], explains) is not { } piece)
                        return false;
                    Flush(literal, pieces);
                    pieces.Add(piece);
                    i = close;
                    break;
                default:
                    return false;
            }
        }

        Flush(literal, pieces);
        macro = pieces.Count > 0 ? new SpfMacro(pieces) : null;
        return macro is not null;
    }

    /// <param name="value">The value of a macro letter.</param>
    public string Expand(Func<char, string> value)
    {
        var text = new StringBuilder();
        foreach (var piece in _pieces)
            text.Append(piece.Letter == '\0' ? piece.Literal : Expand(piece, value(piece.Letter)));
        return Shortened(text.ToString());
    }

    private static string Expand(Piece piece, string value)
    {
        var parts = value.Split([.. piece.Delimiters]);
        if (piece.Reversed)
            Array.Reverse(parts);
        if (piece.Keep > 0 && piece.Keep < parts.Length)
            parts = parts[^piece.Keep..];
        var joined = string.Join('.', parts);
        return piece.Escaped ? Uri.EscapeDataString(joined) : joined;
    }

    private static Piece? ReadExpand(string inner, bool explains)
    {
        if (inner.Length == 0)
            return null;
        var letter = char.ToLowerInvariant(inner[0]);
        if (!"slodiphv".Contains(letter, StringComparison.Ordinal) && !(explains && "crt".Contains(letter, StringComparison.Ordinal)))
            return null;
        var at = 1;
        while (at < inner.Length && char.IsAsciiDigit(inner[at]))
            at++;
        var keep = 0;
        if (at > 1 && (!int.TryParse(inner.AsSpan(1, Math.Min(at - 1, 4)), NumberStyles.None, CultureInfo.InvariantCulture, out keep) || keep == 0))
            return null;
        var reversed = at < inner.Length && inner[at] is 'r' or 'R';
        var delimiters = inner[(reversed ? at + 1 : at)..];
        if (!delimiters.All(c => ".-+,/_=".Contains(c, StringComparison.Ordinal)))
            return null;
        return new Piece("", letter, char.IsAsciiLetterUpper(inner[0]), keep, reversed, delimiters.Length == 0 ? "." : delimiters);
    }

    private static void Flush(StringBuilder literal, List<Piece> pieces)
    {
        if (literal.Length == 0)
            return;
        pieces.Add(new Piece(literal.ToString()));
        literal.Clear();
    }

    private static bool EndsInTopLabel(string text)
    {
        var end = text.EndsWith('.') ? text[..^1] : text;
        var dot = end.LastIndexOf('.');
        var label = end[(dot + 1)..];
        return dot >= 0 && label.Length > 0 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-'
            && (label.Any(char.IsAsciiLetter) || label.Contains('-', StringComparison.Ordinal));
    }

    /// <summary>Labels are taken off the left until a name fits (RFC 7208 section 7.3).</summary>
    private static string Shortened(string name)
    {
        while (name.Length > LongestName && name.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot)
            name = name[(dot + 1)..];
        return name;
    }
}
