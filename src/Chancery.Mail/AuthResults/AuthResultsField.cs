using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Chancery.Mail.AuthResults;

/// <summary>One <c>Authentication-Results</c> field (RFC 8601 section 2.2).</summary>
/// <param name="ServerId">Who says it (authserv-id), as written.</param>
public sealed record AuthResultsField(string ServerId, IReadOnlyList<AuthResult> Results)
{
    private const int Longest = 64 * 1024;
    private const int MostResults = 100;

    /// <param name="text">The body of the field, folded or not.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out AuthResultsField? field)
    {
        field = null;
        if (text.Length > Longest || WithoutComments(text) is not { } clean)
            return false;
        var parts = SplitOutsideQuotes(clean, ';');
        var head = parts[0].Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (head.Length is 0 or > 2 || (head.Length == 2 && head[1] != "1"))
            return false;
        field = new AuthResultsField(Unquoted(head[0]), [.. parts.Skip(1).Take(MostResults).Select(ResultOf).OfType<AuthResult>()]);
        return true;
    }

    /// <summary>Of <c>dkim=pass header.d=example.org</c>; null for <c>none</c> and for what cannot be understood.</summary>
    private static AuthResult? ResultOf(string part)
    {
        var words = SplitOutsideQuotes(Tight(part), ' ').Where(word => word.Length > 0).ToList();
        if (words.Count == 0 || words[0].Split('=') is not [{ Length: > 0 } method, { Length: > 0 } result])
            return null;
        var slash = method.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && method[(slash + 1)..] != "1")
            return null;
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in words.Skip(1))
            if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                properties.TryAdd(word[..at], Unquoted(word[(at + 1)..]));
        return new AuthResult((slash < 0 ? method : method[..slash]).ToLowerInvariant(), result.ToLowerInvariant(), properties);
    }

    /// <summary>White space around the signs that join words is taken away, other white space is one space.</summary>
    private static string Tight(string text)
    {
        var joined = string.Join(' ', text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        foreach (var sign in (string[])["=", "/"])
            joined = joined.Replace(" " + sign, sign, StringComparison.Ordinal).Replace(sign + " ", sign, StringComparison.Ordinal);
        return joined;
    }

    /// <summary>Null where quotes or comments do not end.</summary>
    private static string? WithoutComments(string text)
    {
        var clean = new StringBuilder(text.Length);
        var (depth, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && (quoted || depth > 0))
            {
                if (depth == 0)
                    clean.Append(c).Append(i + 1 < text.Length ? text[i + 1] : ' ');
                i++;
            }
            else if (c == '"' && depth == 0)
            {
                quoted = !quoted;
                clean.Append(c);
            }
            else if (c == '(' && !quoted)
                depth++;
            else if (c == ')' && !quoted && depth > 0)
            {
                if (--depth == 0)
                    clean.Append(' ');
            }
            else if (depth == 0)
                clean.Append(c);
        }

        return depth == 0 && !quoted ? clean.ToString() : null;
    }

    private static List<string> SplitOutsideQuotes(string text, char at)
    {
        var parts = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && quoted)
                i++;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == at && !quoted)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[Math.Min(start, text.Length)..]);
        return parts;
    }

    private static string Unquoted(string text) =>
        text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1].Replace("\\", "", StringComparison.Ordinal) : text;
}

/// <param name="Method"><c>spf</c>, <c>dkim</c>, <c>dmarc</c>, <c>arc</c> and others, lower case.</param>
/// <param name="Result">Lower case.</param>
/// <param name="Properties"><c>header.d</c>, <c>smtp.mailfrom</c> and others.</param>
public sealed record AuthResult(string Method, string Result, IReadOnlyDictionary<string, string> Properties);
