namespace Chancery.Mail.Structure;

/// <summary>Counts a parameter of a structured field (RFC 2045 section 5.1) without trusting a parser that keeps only one.</summary>
internal static class ParameterCount
{
    public static int Of(string value, string name)
    {
        var count = 0;
        var quoted = false;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && quoted) i++;
            else if (value[i] == '"') quoted = !quoted;
            else if (value[i] == ';' && !quoted && NameAt(value, i + 1, name)) count++;
        }
        return count;
    }

    private static bool NameAt(string value, int start, string name)
    {
        var rest = value.AsSpan(start).TrimStart(" \t\r\n");
        if (!rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)) return false;
        var after = rest[name.Length..].TrimStart(" \t");
        return after.Length > 0 && after[0] is '=';
    }
}
