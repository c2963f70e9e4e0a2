namespace Chancery.Policy.Formatting;

/// <summary>A text in block style. Its lines are kept as they are: in a folded text even their breaks are the author's.</summary>
/// <param name="Sign"><c>|</c> or <c>&gt;</c>.</param>
/// <param name="Chomping"><c>-</c>, <c>+</c>, or nothing.</param>
/// <param name="Lines">Without their indentation.</param>
/// <param name="ContentStart">Offset of the first line after the header.</param>
/// <param name="ContentEnd">Offset behind the last line.</param>
internal sealed record BlockText(char Sign, string Chomping, IReadOnlyList<string> Lines, int ContentStart, int ContentEnd)
{
    public bool KeepsLastLines => Chomping == "+";

    /// <summary>The header says the indentation where the first line begins with a space of its own.</summary>
    public string Header(int indent) =>
        Sign + (Lines.FirstOrDefault(line => line.Length > 0) is [' ', ..] ? indent.ToString(System.Globalization.CultureInfo.InvariantCulture) : "") + Chomping;

    /// <param name="start">Offset of the sign.</param>
    /// <param name="value">What it says; its end tells the chomping, which a last line without an end changes too.</param>
    /// <param name="parent">Column of the collection that holds the text; -1 at the root.</param>
    /// <returns>Null where there is nothing but blank lines: such a text is written in quotes.</returns>
    public static BlockText? Read(SourceLines source, int start, string value, int parent)
    {
        var sign = source.Text.AsSpan(start + 1);
        var digit = sign is [>= '1' and <= '9', ..] ? sign[0] : sign is ['+' or '-', >= '1' and <= '9', ..] ? sign[1] : '\0';
        var chomping = !value.EndsWith('\n') ? "-" : value.EndsWith("\n\n", StringComparison.Ordinal) ? "+" : "";
        var first = source.LineOf(start) + 1;
        var indent = digit == '\0' ? Math.Max(DetectedIndent(source, first), parent + 1) : Math.Max(parent, 0) + (digit - '0');
        var last = first;
        while (last < source.Count && (source.IsBlank(last) || source.IndentOf(last) >= indent))
            last++;
        var lines = Enumerable.Range(first, last - first).Select(line => source.Line(line)).Select(line => line.Length > indent ? line[indent..] : "").ToList();
        if (last == source.Count && lines is [.., ""])
            lines.RemoveAt(lines.Count - 1);
        while (chomping != "+" && lines is [.., ""])
            lines.RemoveAt(lines.Count - 1);
        return lines.All(string.IsNullOrWhiteSpace) ? null : new BlockText(source.Text[start], chomping, lines, source.StartOf(first), source.StartOf(last));
    }

    private static int DetectedIndent(SourceLines source, int line)
    {
        while (line < source.Count && source.IsBlank(line))
            line++;
        return line < source.Count ? source.IndentOf(line) : 0;
    }
}
