using System.Text.RegularExpressions;

namespace Chancery.Mail.Detection;

/// <summary>Finds numbers of one kind by their form and, where they have one, their check digit.</summary>
/// <param name="Id">As in the contract, <c>iban</c>.</param>
/// <param name="Candidate">Over normalised upper-case text.</param>
/// <param name="IsValid">Of a candidate without its separators.</param>
public sealed record Detector(string Id, Regex Candidate, Func<string, bool> IsValid)
{
    /// <summary>Distinct numbers found, without separators, upper case. Not to be shown or logged.</summary>
    public IReadOnlySet<string> Find(string text)
    {
        HashSet<string> found = [];
        foreach (Match match in Candidate.Matches(text.ToUpperInvariant()))
        {
            var bare = string.Concat((match.Groups["number"] is { Success: true } named ? named : match).Value.Where(char.IsAsciiLetterOrDigit));
            if (IsValid(bare)) found.Add(bare);
        }
        return found;
    }
}
