using System.Text.RegularExpressions;

namespace Chancery.Mail.Detection;

/// <summary>Finds numbers of one kind by their form and, where they have one, their check digit.</summary>
/// <param name="id">As in the contract, <c>iban</c>.</param>
/// <param name="find">In upper-case text in plain form.</param>
/// <param name="isValid">Of a number without its separators.</param>
public sealed class NumberDetector
{
    private readonly Func<string, IEnumerable<NumberHit>> _find;
    private readonly Func<string, bool> _isValid;

    private NumberDetector(string id, Func<string, IEnumerable<NumberHit>> find, Func<string, bool> isValid) => (Id, _find, _isValid) = (id, find, isValid);

    public string Id { get; }

    /// <summary>Distinct numbers found, without separators, upper case. Not to be shown or logged.</summary>
    /// <param name="text">In plain form (<see cref="PlainForm"/>).</param>
    public IReadOnlySet<string> Find(string text) => Hits(text.ToUpperInvariant()).Select(hit => hit.Value).ToHashSet();

    /// <summary>A match of another pattern is such a number, separators aside.</summary>
    public bool Accepts(string match) => Bare(match.ToUpperInvariant()) is { Length: > 0 } bare && _isValid(bare);

    internal IEnumerable<NumberHit> Hits(string upper) => _find(upper);

    internal static NumberDetector Scanning(string id, Func<string, IEnumerable<NumberHit>> find, Func<string, bool> isValid) => new(id, find, isValid);

    /// <param name="runsOn">The form cannot tell where the number ends and the next one begins: the longest valid beginning counts.</param>
    internal static NumberDetector Matching(string id, Regex form, Func<string, bool> isValid, bool runsOn = false) =>
        new(id, text => Hits(text, form, isValid, runsOn), isValid);

    private static IEnumerable<NumberHit> Hits(string text, Regex form, Func<string, bool> isValid, bool runsOn)
    {
        foreach (Match match in form.Matches(text))
        {
            var number = match.Groups["number"] is { Success: true } named ? named : (Group)match;
            if (Valid(number.Value, isValid, runsOn) is var (value, length)) yield return new NumberHit(number.Index, number.Index + length, value);
        }
    }

    private static (string Value, int Length)? Valid(string candidate, Func<string, bool> isValid, bool runsOn)
    {
        var bare = Bare(candidate);
        if (isValid(bare)) return (bare, candidate.Length);
        if (!runsOn) return null;
        var length = bare.Length;
        for (var i = candidate.Length - 1; i > 0; i--)
            if (char.IsAsciiLetterOrDigit(candidate[i])) length--;
            else if (isValid(bare[..length])) return (bare[..length], i);
        return null;
    }

    private static string Bare(string candidate) =>
        string.Create(candidate.Count(char.IsAsciiLetterOrDigit), candidate, static (target, text) =>
        {
            var at = 0;
            foreach (var c in text)
                if (char.IsAsciiLetterOrDigit(c)) target[at++] = c;
        });
}
