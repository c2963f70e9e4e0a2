using System.Text.RegularExpressions;

namespace Chancery.Policy.Facts;

/// <summary>Tags a person writes into a subject: <c>#WORD</c> at a word boundary, and <c>[WORD]</c> at its beginning.</summary>
public static partial class SubjectTags
{
    /// <summary>Upper case, in the order of the subject, each once.</summary>
    public static IReadOnlyList<string> Of(string subject)
    {
        var leading = Leading().Match(subject);
        var tags = leading.Groups["word"].Captures.Select(capture => capture.Value)
            .Concat(Hash().Matches(subject).Select(match => match.Groups["word"].Value));
        return [.. tags.Select(tag => tag.ToUpperInvariant()).Distinct()];
    }

    /// <summary>The subject without the tags, and without the spaces they leave behind.</summary>
    public static string Remove(string subject, IReadOnlyCollection<string> tags)
    {
        var leading = Leading().Match(subject);
        var start = subject[..leading.Length];
        var without = Bracket().Replace(start, match => Named(match, tags) ? "" : match.Value)
            + Hash().Replace(subject[leading.Length..], match => Named(match, tags) ? "" : match.Value);
        return Spaces().Replace(without, " ").Trim();
    }

    private static bool Named(Match match, IReadOnlyCollection<string> tags) =>
        tags.Contains(match.Groups["word"].Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Bracketed words at the beginning, among marks of answers and forwards if there are any.</summary>
    [GeneratedRegex(@"^\s*(?:(?:" + SubjectMarks.Pattern + @")|\[(?<word>[\p{L}\p{Nd}_-]+)\]\s*)*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Leading();

    [GeneratedRegex(@"\[(?<word>[\p{L}\p{Nd}_-]+)\]\s*")]
    private static partial Regex Bracket();

    [GeneratedRegex(@"(?<![\p{L}\p{M}\p{Nd}_#&/])#(?<word>[\p{L}\p{M}\p{Nd}_]+(?:-[\p{L}\p{M}\p{Nd}_]+)*)")]
    private static partial Regex Hash();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Spaces();
}
