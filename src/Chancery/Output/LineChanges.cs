namespace Chancery.Host.Output;

/// <param name="Sign"><c>' '</c> kept, <c>-</c> old, <c>+</c> new.</param>
internal readonly record struct LineChange(char Sign, string Line);

/// <summary>Which lines a text lost and got: the shortest script (Myers, "An O(ND) Difference Algorithm"), or, where texts differ in nearly everything, all old and all new lines.</summary>
internal static class LineChanges
{
    private const int MostEdits = 1_000;

    public static List<LineChange> Between(IReadOnlyList<string> old, IReadOnlyList<string> now)
    {
        var most = Math.Min(old.Count, now.Count);
        var head = 0;
        while (head < most && old[head] == now[head])
            head++;
        var tail = 0;
        while (tail < most - head && old[^(tail + 1)] == now[^(tail + 1)])
            tail++;
        var (a, b) = (old.Skip(head).SkipLast(tail).ToList(), now.Skip(head).SkipLast(tail).ToList());
        var middle = Shortest(a, b) ?? [.. a.Select(line => new LineChange('-', line)), .. b.Select(line => new LineChange('+', line))];
        return [.. old.Take(head).Select(line => new LineChange(' ', line)), .. middle, .. old.TakeLast(tail).Select(line => new LineChange(' ', line))];
    }

    private static List<LineChange>? Shortest(List<string> a, List<string> b)
    {
        var furthest = new int[2 * MostEdits + 3];
        var trace = new List<int[]>();
        for (var edits = 0; edits <= MostEdits; edits++)
        {
            trace.Add(furthest[(MostEdits - edits)..(MostEdits + edits + 3)]);
            for (var k = -edits; k <= edits; k += 2)
            {
                var at = MostEdits + 1 + k;
                var x = k == -edits || k != edits && furthest[at - 1] < furthest[at + 1] ? furthest[at + 1] : furthest[at - 1] + 1;
                while (x < a.Count && x - k < b.Count && a[x] == b[x - k])
                    x++;
                furthest[at] = x;
                if (x >= a.Count && x - k >= b.Count)
                    return Script(a, b, trace);
            }
        }

        return null;
    }

    private static List<LineChange> Script(List<string> a, List<string> b, List<int[]> trace)
    {
        var script = new List<LineChange>();
        var (x, y) = (a.Count, b.Count);
        for (var edits = trace.Count - 1; edits >= 0; edits--)
        {
            var (furthest, k) = (trace[edits], x - y);
            var at = edits + 1 + k;
            var inserted = k == -edits || k != edits && furthest[at - 1] < furthest[at + 1];
            var fromX = inserted ? furthest[at + 1] : furthest[at - 1];
            var fromY = fromX - (inserted ? k + 1 : k - 1);
            while (x > Math.Max(fromX, 0) && y > Math.Max(fromY, 0))
                (script, x, y) = (Before(script, ' ', a[x - 1]), x - 1, y - 1);
            if (edits > 0)
                (script, x, y) = inserted ? (Before(script, '+', b[y - 1]), x, y - 1) : (Before(script, '-', a[x - 1]), x - 1, y);
        }

        script.Reverse();
        return script;
    }

    private static List<LineChange> Before(List<LineChange> script, char sign, string line)
    {
        script.Add(new LineChange(sign, line));
        return script;
    }
}
