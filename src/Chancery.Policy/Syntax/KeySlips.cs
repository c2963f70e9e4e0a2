namespace Chancery.Policy.Syntax;

/// <summary>Keys that are none because of a sign that is hard to see.</summary>
internal static class KeySlips
{
    private const char NoBreak = '\u00a0';

    /// <summary>What to do about it; null if the key has no such sign.</summary>
    public static string? Cure(string key) =>
        key.Contains(NoBreak, StringComparison.Ordinal) ? "a no-break space (U+00A0) stands here; type a plain space in its place"
        : key.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < key.Length - 1 ? $"write `{key[..colon]}: {key[(colon + 1)..].Trim()}`, with a space after the colon"
        : null;
}
