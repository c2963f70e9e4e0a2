namespace Chancery.Policy.Syntax;

/// <summary>
/// Finds what a misspelt name was probably meant to be. Says nothing rather than something silly: every part of a dotted name must be near
/// by itself, and where two names are equally near none is meant.
/// </summary>
public static class Similar
{
    private const int LongestName = 80;

    /// <summary><c>; did you mean "x"?</c>, or nothing if no known name is near.</summary>
    public static string Hint(string name, IEnumerable<string> known) => Nearest(name, known) is { } near ? $"; did you mean `{near}`?" : "";

    public static string? Nearest(string name, IEnumerable<string> known)
    {
        if (name.Length is 0 or > LongestName)
            return null;
        var candidates = known.Distinct(StringComparer.Ordinal).Where(candidate => candidate != name).ToList();
        var plain = Plain(name);
        if (Guesses.MeaningOf(name, candidates) is { } meant && !candidates.Exists(candidate => plain == Plain(candidate)))
            return meant;
        var near = candidates
            .Select(candidate => (candidate, distance: Distance(name, plain, candidate))).Where(entry => entry.distance is not null)
            .OrderBy(entry => entry.distance).ThenBy(entry => SameStart(name, entry.candidate) ? 0 : 1).ThenBy(entry => entry.candidate, StringComparer.Ordinal).ToList();
        return near switch
        {
            [] => null,
            [var only] => only.candidate,
            [var first, var second, ..] => first.distance < second.distance || SameStart(name, first.candidate) != SameStart(name, second.candidate) ? first.candidate : null,
        };
    }

    /// <summary>Edits between the names; null if they are too many to be a slip.</summary>
    private static int? Distance(string name, string plain, string candidate)
    {
        if (candidate.Length >= plain.Length && plain == Plain(candidate))
            return 0;
        var (given, meant) = (name.ToLowerInvariant().Split('.'), candidate.ToLowerInvariant().Split('.'));
        if (given.Length != meant.Length)
            return LastPart(given, meant);
        var sum = 0;
        for (var i = 0; i < given.Length; i++)
        {
            var allowed = Allowed(given[i], meant[i]);
            if (Math.Abs(given[i].Length - meant[i].Length) > allowed)
                return null;
            var edits = Edits(given[i], meant[i]);
            if (edits > allowed || edits > 1 && !SameStart(given[i], meant[i]))
                return null;
            sum += edits;
        }

        return sum;
    }

    /// <summary>The subject was left away, as in <c>domain</c> for <c>recipient.domain</c>.</summary>
    private static int? LastPart(string[] given, string[] meant) =>
        given is [var one] && meant is [_, var last] && Edits(one, last) is var edits && edits <= Math.Min(Allowed(one, last), 1) ? edits + 1 : null;

    /// <summary>One slip in a short word, two from six letters on, three from nine; words of one or two letters only swapped ones.</summary>
    private static int Allowed(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        return length switch
        {
            0 => 0,
            <= 2 => Swapped(a, b) || Math.Max(a.Length, b.Length) == 3 && a[0] == b[0] ? 1 : 0,
            3 => a[0] == b[0] || Math.Max(a.Length, b.Length) == 4 ? 1 : 0,
            <= 5 => 1,
            <= 8 => 2,
            _ => 3,
        };
    }

    private static bool Swapped(string a, string b) => a.Length == b.Length && string.Concat(a.Reverse()) == b;

    /// <summary>Slips seldom hit the first letter; <c>encrypt</c> is not a slip for <c>decrypt</c>.</summary>
    private static bool SameStart(string a, string b) => a.Length > 0 && b.Length > 0 && char.ToLowerInvariant(a[0]) == char.ToLowerInvariant(b[0]);

    /// <summary>Without what other languages write names with.</summary>
    private static string Plain(string name) => string.Concat(name.Where(c => c is not ('.' or '-' or '_' or ' '))).ToLowerInvariant();

    /// <summary>With neighbouring transpositions (Damerau–Levenshtein, restricted).</summary>
    private static int Edits(string a, string b)
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
