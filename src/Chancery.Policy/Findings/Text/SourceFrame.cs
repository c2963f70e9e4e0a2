namespace Chancery.Policy.Findings.Text;

/// <summary>The line at fault and the marks below it. A long line is cut to what stands around the mark.</summary>
/// <param name="Line">As shown; <c>…</c> where something was cut.</param>
/// <param name="Mark">Spaces and carets, below <paramref name="Line"/>.</param>
internal sealed record SourceFrame(string Line, string Mark)
{
    private const int Widest = 110;
    private const int Before = 40;

    /// <param name="column">1-based, in UTF-16 units.</param>
    /// <param name="length">In UTF-16 units; marks end with the line.</param>
    public static SourceFrame Of(string line, int column, int length)
    {
        var (start, end) = (column - 1, column - 1 + Math.Max(length, 1));
        var cells = Cells.Of(line.TrimEnd());
        var (cut, before) = Window(cells, start);
        var shown = string.Concat(cut.Select(cell => cell.Shown));
        var marked = cut.Where(cell => cell.At >= start && cell.At < end).Sum(cell => cell.Width);
        var indent = cut.Where(cell => cell.At < start).Sum(cell => cell.Width) + (before ? 1 : 0);
        var after = cut.Count > 0 && cut[^1] != cells[^1];
        return new SourceFrame($"{(before ? "…" : "")}{shown}{(after ? "…" : "")}", new string(' ', indent) + new string('^', Math.Max(marked, 1)));
    }

    private static (IReadOnlyList<Cells.Cell> Cut, bool Before) Window(IReadOnlyList<Cells.Cell> cells, int start)
    {
        if (cells.Sum(cell => cell.Width) <= Widest)
            return (cells, false);
        var first = cells.TakeWhile(cell => cell.At < start).Count();
        var from = first;
        for (var width = 0; from > 0 && width + cells[from - 1].Width <= Before; from--)
            width += cells[from - 1].Width;
        var to = from;
        for (var width = 0; to < cells.Count && width + cells[to].Width <= Widest; to++)
            width += cells[to].Width;
        return ([.. cells.Skip(from).Take(to - from)], from > 0);
    }
}
