namespace Chancery.Policy.Formatting;

/// <param name="OwnLine">Nothing stands before it on its line.</param>
/// <param name="AfterBlank">The line before is blank.</param>
/// <param name="Text">With its <c>#</c>, without blanks at the end.</param>
internal sealed record Comment(int Offset, int Line, int Column, bool OwnLine, bool AfterBlank, string Text);

/// <summary>The comments of a document in their order, each handed out once.</summary>
internal sealed class Comments
{
    private readonly IReadOnlyList<Comment> _all;
    private readonly bool[] _taken;
    private int _next;

    public Comments(IReadOnlyList<Comment> all) => (_all, _taken) = (all, new bool[all.Count]);

    public int Count => _all.Count;

    /// <summary>For comparing what two forms of a document say beside the rules.</summary>
    public IEnumerable<string> Texts => _all.Select(comment => comment.Text);

    /// <summary>What stands before a place and was not handed out yet.</summary>
    public IReadOnlyList<Comment> TakeBefore(int offset) => TakeWhile(comment => comment.Offset < offset);

    /// <summary>What stands at the end of a collection: before the next value, indented at least as far as the collection.</summary>
    public IReadOnlyList<Comment> TakeTrailing(int limit, int column) => TakeWhile(comment => comment.Offset < limit && comment.Column >= column);

    /// <summary>The comment behind a place on the same line, before the next value.</summary>
    public Comment? TakeOnLine(int line, int from, int limit)
    {
        var at = FirstFrom(from);
        if (at >= _all.Count || _taken[at] || _all[at].OwnLine || _all[at].Line != line || _all[at].Offset >= limit)
            return null;
        _taken[at] = true;
        return _all[at];
    }

    public bool AnyWithin(int from, int to) => FirstFrom(from) is var at && at < _all.Count && _all[at].Offset < to;

    private List<Comment> TakeWhile(Func<Comment, bool> wanted)
    {
        var taken = new List<Comment>();
        for (; _next < _all.Count && (_taken[_next] || wanted(_all[_next])); _next++)
        {
            if (!_taken[_next])
                taken.Add(_all[_next]);
            _taken[_next] = true;
        }

        return taken;
    }

    private int FirstFrom(int offset)
    {
        var (low, high) = (0, _all.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _all[middle].Offset < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
