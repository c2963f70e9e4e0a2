namespace Chancery.Policy.Formatting;

/// <summary>
/// Finds comments by the places of the values: outside of them a <c>#</c> can only begin a comment. (The parser, told to report
/// comments itself, refuses valid files in which one stands at the end of a nested mapping.)
/// </summary>
internal sealed class CommentFinder
{
    private readonly SourceLines _source;
    private readonly List<Comment> _found = [];
    private int _at;

    private CommentFinder(SourceLines source) => _source = source;

    public static Comments Find(SourceLines source, Layout root)
    {
        var finder = new CommentFinder(source);
        finder.Pass(root);
        finder.Until(source.Text.Length);
        return new Comments(finder._found);
    }

    private void Pass(Layout layout)
    {
        switch (layout)
        {
            case Layout.Text text:
                Until(text.Block?.ContentStart ?? text.Start);
                _at = Math.Max(_at, text.Block?.ContentEnd ?? text.End);
                break;
            case Layout.List list:
                foreach (var item in list.Items)
                    Pass(item);
                break;
            case Layout.Map map:
                foreach (var entry in map.Entries)
                {
                    Pass(entry.Key);
                    Pass(entry.Value);
                }

                break;
        }
    }

    private void Until(int end)
    {
        while (_at < end)
        {
            if (_source.Text[_at] == '#')
                Add();
            else
                _at++;
        }
    }

    private void Add()
    {
        var line = _source.LineOf(_at);
        var column = _source.ColumnOf(_at);
        var text = _source.Line(line);
        _found.Add(new Comment(_at, line, column, text.AsSpan(0, column).IsWhiteSpace(), _source.IsBlank(line - 1), text[column..].TrimEnd()));
        _at = _source.StartOf(line) + text.Length;
    }
}
