namespace Chancery.Policy.Syntax;

/// <summary>
/// Looks over YAML text before the parser sees it: the parser's scanner recurses per flow level and would overflow the stack
/// on a file of nothing but brackets.
/// </summary>
internal static class YamlShape
{
    public const int MaxDepth = 32;

    /// <summary>Keys of one mapping.</summary>
    public const int MaxKeys = 5000;

    public static bool Check(string file, string text, FindingBag findings)
    {
        var (depth, lineStart) = (0, true);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (lineStart && IsTabIndent(text, i))
            {
                findings.Error("CH1004", SourceText.PlaceOf(file, text, i), "a tab indents this line", "indent by spaces");
                return false;
            }

            lineStart = c == '\n';
            depth += c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
            if (depth > MaxDepth * 8)
            {
                findings.Error("CH1005", SourceText.PlaceOf(file, text, i), "brackets are nested too deep", $"nest at most {MaxDepth} levels");
                return false;
            }
        }

        return true;
    }

    private static bool IsTabIndent(string text, int i)
    {
        while (i < text.Length && text[i] == ' ')
            i++;
        if (i >= text.Length || text[i] != '\t')
            return false;
        while (i < text.Length && text[i] is (' ' or '\t'))
            i++;
        return i < text.Length && text[i] is not ('\n' or '\r' or '#');
    }
}
