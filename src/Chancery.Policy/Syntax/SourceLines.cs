namespace Chancery.Policy.Syntax;

/// <summary>Where the lines of a text begin. Lines end with LF, CRLF or CR, as YAML has it; lines and columns count from 1, columns in UTF-16 units.</summary>
internal sealed class SourceLines
{
    private readonly List<int> _starts = [0];
    private readonly string _text;

    public SourceLines(string text)
    {
        _text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))
                _starts.Add(i + 1);
        }
    }

    public int Count => _starts.Count;

    /// <summary>Without its end.</summary>
    public string this[int line] => _text[_starts[line - 1]..EndOf(line)];

    public (int Line, int Column) PlaceOf(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, offset - _starts[line] + 1);
    }

    /// <summary>Null if the characters do not all stand in this line.</summary>
    public int? OffsetOf(int line, int column, int length)
    {
        if (line < 1 || line > Count || column < 1 || length < 0)
            return null;
        var offset = _starts[line - 1] + column - 1;
        return offset + length <= EndOf(line) ? offset : null;
    }

    private int EndOf(int line)
    {
        var end = line < Count ? _starts[line] : _text.Length;
        while (end > _starts[line - 1] && _text[end - 1] is '\n' or '\r')
            end--;
        return end;
    }
}
