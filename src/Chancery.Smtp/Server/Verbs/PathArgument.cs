using System.Diagnostics.CodeAnalysis;
using Chancery.Mail.Addresses;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>The argument of MAIL or RCPT taken apart: <c>FROM:&lt;path&gt; parameters</c> (RFC 5321 section 4.1.2).</summary>
/// <param name="Path">Between the angle brackets, source route removed (section 4.1.1.3); its grammar is not looked at yet.</param>
/// <param name="Parameters">What follows the path, at least one space after it.</param>
internal sealed record PathArgument(string Path, string Parameters)
{
    /// <param name="keyword"><c>FROM:</c> or <c>TO:</c>; white space behind it is tolerated, as every server does.</param>
    public static bool TryRead(string argument, string keyword, [NotNullWhen(true)] out PathArgument? result)
    {
        result = null;
        if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = argument[keyword.Length..].TrimStart(' ', '\t');
        var close = ClosingBracket(rest);
        if (close < 0)
            return false;
        var parameters = rest[(close + 1)..];
        if (parameters.Length > 0 && parameters[0] is not (' ' or '\t'))
            return false;
        result = new PathArgument(WithoutRoute(rest[1..close]), parameters.Trim(' ', '\t'));
        return true;
    }

    /// <summary>The bracket that ends the path; one inside a quoted local part does not.</summary>
    private static int ClosingBracket(string text)
    {
        if (!text.StartsWith('<'))
            return -1;
        var quoted = false;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == '\\' && quoted)
                i++;
            else if (text[i] == '>' && !quoted)
                return i;
        }

        return -1;
    }

    /// <summary>Removes <c>@one,@two:</c>; what is no route stays and is refused as an address.</summary>
    private static string WithoutRoute(string path)
    {
        var colon = path.StartsWith('@') ? path.IndexOf(':', StringComparison.Ordinal) : -1;
        return colon > 0 && path[..colon].Split(',').All(IsHop) ? path[(colon + 1)..] : path;
    }

    private static bool IsHop(string hop) => hop.StartsWith('@') && DomainName.TryNormalise(hop[1..], out _);
}
