using System.Text.RegularExpressions;

namespace Chancery.Mail.Detection;

/// <summary>Finds numbers of one kind by their form and, where they have one, their check digit.</summary>
/// <param name="Id">As in the contract, <c>iban</c>.</param>
/// <param name="Candidate">Over normalised upper-case text.</param>
/// <param name="IsValid">Of a candidate without its separators.</param>
public sealed record Detector(string Id, Regex Candidate, Func<string, bool> IsValid)
{
    /// <summary>The form cannot tell where the number ends and the next word begins.</summary>
    public bool MayRunOn { get; init; }

    /// <summary>Distinct numbers found, without separators, upper case. Not to be shown or logged.</summary>
    public IReadOnlySet<string> Find(string text)
    {
        HashSet<string> found = [];
        foreach (Match match in Candidate.Matches(text.ToUpperInvariant()))
            if (Valid((match.Groups["number"] is { Success: true } named ? named : match).Value) is { } number) found.Add(number);
        return found;
    }

    /// <summary>The candidate, or for <see cref="MayRunOn"/> its longest valid beginning that ends where a word ends.</summary>
    private string? Valid(string candidate)
    {
        var bare = string.Create(candidate.Count(char.IsAsciiLetterOrDigit), candidate, static (target, text) =>
        {
            var at = 0;
            foreach (var c in text)
                if (char.IsAsciiLetterOrDigit(c)) target[at++] = c;
        });
        if (IsValid(bare)) return bare;
        if (!MayRunOn) return null;
        var length = bare.Length;
        for (var i = candidate.Length - 1; i > 0; i--)
            if (char.IsAsciiLetterOrDigit(candidate[i])) length--;
            else if (IsValid(bare[..length])) return bare[..length];
        return null;
    }
}
