namespace Chancery.Policy.Syntax;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
internal static class Similar
{
    /// <summary><c>; did you mean "x"?</c>, or nothing if no known name is near.</summary>
    public static string Hint(string name, IEnumerable<string> known) => Nearest(name, known) is { } near ? $"; did you mean `{near}`?" : "";

    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var best = known.Select(candidate => (candidate, distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(entry => entry.distance).ThenBy(entry => entry.candidate, StringComparer.Ordinal).FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(1, Math.Min(3, name.Length / 3)) ? best.candidate : null;
    }

    /// <summary>Edits with neighbouring transpositions (Damerau–Levenshtein, restricted).</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
