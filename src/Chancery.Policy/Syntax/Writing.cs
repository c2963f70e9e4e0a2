namespace Chancery.Policy.Syntax;

/// <summary>How a value is written in its file; a replacement is written the same way.</summary>
internal enum Writing
{
    /// <summary>No single value on one line: nothing that could be replaced.</summary>
    None,
    Bare,
    SingleQuoted,
    DoubleQuoted,
    Json,

    /// <summary>Something else takes its place, as it is given.</summary>
    Verbatim,
}

/// <summary>Writes a text so that it can stand where another one stood.</summary>
internal static class Written
{
    private const string PlainSigns = "._/+-()@";

    /// <summary>Null where nothing can be replaced.</summary>
    public static string? As(Writing writing, string text) => writing switch
    {
        Writing.None => null,
        Writing.Verbatim => text,
        Writing.Bare when IsPlain(text) => text,
        Writing.SingleQuoted when !text.Any(char.IsControl) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => Visible.Quoted(text),
    };

    /// <summary>Needs no quotes anywhere in YAML, neither in flow nor in block style.</summary>
    private static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsLetterOrDigit(text[0]) || text[0] is '.' or '/')
        && text.All(c => char.IsLetterOrDigit(c) || PlainSigns.Contains(c, StringComparison.Ordinal) || c == ' ') && text[^1] != ' ' && text is not ("..." or "---");
}
