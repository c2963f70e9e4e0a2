using System.Globalization;
using System.Text;

namespace Chancery.Policy.Findings.Fixing;

/// <summary>A unified diff of two texts with equally many lines: fixes change lines and neither add nor remove any.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <param name="file">As <c>git apply</c> shall find it, with <c>/</c>.</param>
    public static string Of(string file, byte[] before, byte[] after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var diff = new StringBuilder($"--- a/{file}\n+++ b/{file}\n");
        foreach (var (first, last) in Hunks(old, now))
        {
            diff.Append(CultureInfo.InvariantCulture, $"@@ -{first + 1},{last - first + 1} +{first + 1},{last - first + 1} @@\n");
            for (var i = first; i <= last;)
            {
                var same = i;
                while (same <= last && old[same] != now[same])
                    same++;
                foreach (var (sign, lines) in same == i ? [(' ', old)] : new[] { ('-', old), ('+', now) })
                    foreach (var line in lines[i..Math.Max(same, i + 1)])
                        diff.Append(sign).Append(line).Append(line.EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
                i = Math.Max(same, i + 1);
            }
        }

        return diff.ToString();
    }

    private static IEnumerable<(int First, int Last)> Hunks(string[] old, string[] now)
    {
        (int First, int Last)? hunk = null;
        for (var i = 0; i < old.Length; i++)
        {
            if (old[i] == now[i])
                continue;
            var (first, last) = (Math.Max(i - Context, 0), Math.Min(i + Context, old.Length - 1));
            if (hunk is { } open && first > open.Last + 1)
                yield return open;
            hunk = hunk is { } joined && first <= joined.Last + 1 ? (joined.First, last) : (first, last);
        }

        if (hunk is { } rest)
            yield return rest;
    }

    /// <summary>With their ends; other tools end lines by LF only.</summary>
    private static string[] Lines(byte[] octets)
    {
        var text = new UTF8Encoding(false).GetString(octets);
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            lines.Add(text[start..(end < 0 ? text.Length : end + 1)]);
            start = end < 0 ? text.Length : end + 1;
        }

        return [.. lines];
    }
}
