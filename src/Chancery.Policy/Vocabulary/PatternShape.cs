namespace Chancery.Policy.Vocabulary;

/// <summary>Finds where a regular expression asks for more than linear time.</summary>
internal static class PatternShape
{
    private static readonly (string Start, string What)[] Groups =
    [
        ("(?<=", "look-behind"), ("(?<!", "look-behind"), ("(?=", "look-ahead"), ("(?!", "look-ahead"), ("(?>", "atomic group"), ("(?(", "conditional group"),
    ];

    public static (string What, int Offset)? FirstUnsupported(string pattern)
    {
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                if (!inClass && Escape(pattern[i + 1]) is { } escape)
                    return (escape, i);
                i++;
            }
            else if (pattern[i] == '[' && !inClass)
                inClass = true;
            else if (pattern[i] == ']')
                inClass = false;
            else if (!inClass && Groups.FirstOrDefault(group => string.CompareOrdinal(pattern, i, group.Start, 0, group.Start.Length) == 0) is { What: { } what })
                return (what, i);
        }

        return null;
    }

    private static string? Escape(char c) => c switch
    {
        >= '1' and <= '9' or 'k' => "back-reference",
        'G' => "anchor of the last match",
        _ => null,
    };
}
