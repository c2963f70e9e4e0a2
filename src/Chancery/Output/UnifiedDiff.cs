using System.Globalization;
using System.Text;

namespace Chancery.Host.Output;

/// <summary>Two texts as a unified diff, which <c>patch</c> and <c>git apply</c> understand.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    public static string Of(string file, string old, string now)
    {
        var changes = LineChanges.Between(LinesOf(old), LinesOf(now));
        var diff = new StringBuilder().Append(CultureInfo.InvariantCulture, $"--- {file}\n+++ {file}\n");
        var (oldLine, newLine) = (1, 1);
        for (var i = 0; i < changes.Count;)
        {
            var start = NextChange(changes, i) is { } change ? Math.Max(change - Context, i) : changes.Count;
            (oldLine, newLine) = (oldLine + start - i, newLine + start - i);
            i = start;
            if (start == changes.Count)
                break;
            var hunk = changes[start..EndOfHunk(changes, start)];
            Write(diff, hunk, oldLine, newLine);
            i += hunk.Count;
            (oldLine, newLine) = (oldLine + hunk.Count(c => c.Sign != '+'), newLine + hunk.Count(c => c.Sign != '-'));
        }

        return diff.ToString();
    }

    private static void Write(StringBuilder diff, List<LineChange> hunk, int oldLine, int newLine)
    {
        diff.Append(CultureInfo.InvariantCulture, $"@@ -{Range(oldLine, hunk.Count(c => c.Sign != '+'))} +{Range(newLine, hunk.Count(c => c.Sign != '-'))} @@\n");
        foreach (var (sign, line) in hunk)
            diff.Append(sign).Append(line).Append(line.EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
    }

    /// <summary>An empty range stands behind the line before.</summary>
    private static string Range(int line, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? line - 1 : line)},{count}");

    private static int EndOfHunk(List<LineChange> changes, int start)
    {
        var end = NextChange(changes, start)!.Value;
        while (NextChange(changes, end) is { } next && next - end <= 2 * Context)
            end = next + 1;
        return Math.Min(end + Context, changes.Count);
    }

    private static int? NextChange(List<LineChange> changes, int from) => changes.FindIndex(from, change => change.Sign != ' ') is >= 0 and var found ? found : null;

    private static List<string> LinesOf(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
