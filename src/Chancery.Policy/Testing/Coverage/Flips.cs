namespace Chancery.Policy.Testing.Coverage;

/// <summary>
/// MC/DC: an atom counts when two cases differ in it alone and in what the rule did. What one of the two did not need to know
/// differs from nothing.
/// </summary>
internal static class Flips
{
    private const char NotNeeded = '-';

    /// <returns>By atom, in the order of the rule.</returns>
    public static bool[] Of(IEnumerable<Observation> observations, int atoms)
    {
        var seen = observations.Where(observation => observation.Letters.Length == atoms).Select(observation => (observation.Letters, observation.Outcome)).Distinct().ToList();
        var flips = new bool[atoms];
        for (var i = 0; i < seen.Count; i++)
        {
            for (var j = i + 1; j < seen.Count; j++)
            {
                if (seen[i].Outcome != seen[j].Outcome && Alone(seen[i].Letters, seen[j].Letters) is { } atom)
                    flips[atom] = true;
            }
        }

        return flips;
    }

    /// <summary>The one place where two vectors differ, true here and false there; null if there is none, or another one.</summary>
    private static int? Alone(string one, string other)
    {
        int? alone = null;
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] == other[i] || one[i] == NotNeeded || other[i] == NotNeeded)
                continue;
            if (alone is not null || (one[i], other[i]) is not (('t', 'f') or ('f', 't')))
                return null;
            alone = i;
        }

        return alone;
    }
}
