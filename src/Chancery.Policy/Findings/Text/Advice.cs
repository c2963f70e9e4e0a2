namespace Chancery.Policy.Findings.Text;

/// <summary>Tells what may stand at a place from what shall be done there.</summary>
internal static class Advice
{
    private static readonly string[] Expectations = ["expected: ", "known are ", "known here are ", "known: "];

    public static (string? Expected, string? Cure) Of(string help)
    {
        foreach (var start in Expectations)
            if (help.StartsWith(start, StringComparison.Ordinal))
                return Split(help[start.Length..]);
        return (null, help.Length == 0 ? null : help);
    }

    private static (string Expected, string? Cure) Split(string text)
    {
        var end = text.IndexOf("; ", StringComparison.Ordinal);
        return end < 0 ? (text, null) : (text[..end], text[(end + 2)..]);
    }
}
