namespace Chancery.Policy.Formatting;

/// <summary>A text by lines; lines and columns count from 0. Line ends are LF.</summary>
internal sealed class SourceLines
{
    private readonly List<int> _starts = [0];

    public SourceLines(string text)
    {
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                _starts.Add(i + 1);
        }
    }

    public string Text { get; }

    public int Count => _starts.Count;

    public int StartOf(int line) => line < Count ? _starts[line] : Text.Length;

    public int LineOf(int offset)
    {
        var found = _starts.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }

    public int ColumnOf(int offset) => offset - _starts[LineOf(offset)];

    /// <summary>Without its end.</summary>
    public string Line(int line) => Text[_starts[line]..EndOf(line)];

    public bool IsBlank(int line) => line >= 0 && Text.AsSpan(_starts[line]..EndOf(line)).IsWhiteSpace();

    public int IndentOf(int line)
    {
        var content = Text.AsSpan(_starts[line]..EndOf(line));
        return content.Length - content.TrimStart(' ').Length;
    }

    private int EndOf(int line) => line + 1 < Count ? _starts[line + 1] - 1 : Text.Length;
}
