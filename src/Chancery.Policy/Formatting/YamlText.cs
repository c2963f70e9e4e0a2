using Chancery.Policy.Syntax;

namespace Chancery.Policy.Formatting;

/// <summary>Writes values in one line: bare where every YAML reader takes them for the same, else in quotes.</summary>
internal static class YamlText
{
    /// <summary>Signs with a meaning at the start of a value. <c>&lt;</c> and <c>=</c> have none, but comparisons shall all look alike.</summary>
    private const string FirstSigns = "-?:,[]{}#&*!|>'\"%@`<=";

    /// <summary>Older readers take a question mark for the beginning of a key.</summary>
    private static readonly System.Buffers.SearchValues<char> FlowSigns = System.Buffers.SearchValues.Create(",[]{}?");

    /// <param name="flow">Inside of <c>[…]</c> or <c>{…}</c>, where commas and brackets end a bare value.</param>
    public static string Of(Layout.Text text, bool flow) =>
        text.Bare && Natural.Is(text.Value) || IsPlain(text.Value, flow) ? text.Value : Quoted(text.Value);

    /// <summary>Keys are text, also where they look like numbers.</summary>
    public static string Key(string key, bool flow) => IsPlain(key, flow) ? key : Quoted(key);

    public static string Flat(Layout layout) => layout switch
    {
        Layout.List { IsEmpty: true } => "[]",
        Layout.Map { IsEmpty: true } => "{}",
        Layout.List list => "[" + string.Join(", ", list.Items.Select(Flat)) + "]",
        Layout.Map map => "{ " + string.Join(", ", map.Entries.Select(entry => $"{Key(entry.Key.Value, flow: true)}: {Flat(entry.Value)}")) + " }",
        Layout.Text text => Of(text, flow: true),
        _ => throw new ArgumentOutOfRangeException(nameof(layout)),
    };

    /// <summary>Breaks a written value at its blanks, which a reader joins again.</summary>
    /// <param name="column">Where it begins.</param>
    /// <param name="indent">Of the lines that follow.</param>
    public static string Fill(string written, int column, int indent, int width)
    {
        var filled = new System.Text.StringBuilder();
        var start = 0;
        for (var i = 1; i <= written.Length; i++)
        {
            if (i < written.Length && !IsBreakable(written, i))
                continue;
            if (filled.Length > 0)
            {
                var breaks = column + 1 + i - start > width;
                filled.Append(breaks ? "\n" + new string(' ', indent) : " ");
                column = breaks ? indent : column + 1;
            }

            filled.Append(written, start, i - start);
            column += i - start;
            start = i + 1;
        }

        return filled.ToString();
    }

    private static bool IsBreakable(string text, int i) =>
        text[i] == ' ' && i + 1 < text.Length && !char.IsWhiteSpace(text[i - 1]) && !char.IsWhiteSpace(text[i + 1]) && i > 1 && i + 2 < text.Length;

    private static bool IsPlain(string text, bool flow) =>
        text.Length > 0 && text.Trim().Length == text.Length && !FirstSigns.Contains(text[0], StringComparison.Ordinal)
        && !text.EndsWith(':') && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal)
        && text != "..." && !(flow && text.AsSpan().ContainsAny(FlowSigns)) && Visible.All(text) && !Natural.IsGuessed(text);

    private static string Quoted(string text)
    {
        var (single, twin) = (text.Count(c => c == '\''), text.Count(c => c is '"' or '\\'));
        return twin > single && Visible.All(text) ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : Visible.Quoted(text);
    }
}
