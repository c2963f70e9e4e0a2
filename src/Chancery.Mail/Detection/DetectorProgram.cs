using System.Text.RegularExpressions;
using Chancery.Policy.Reading;

namespace Chancery.Mail.Detection;

/// <summary>A detector of a policy, ready to run.</summary>
/// <param name="Words">Places of its keywords in the policy's automaton.</param>
/// <param name="Near">Places of the words that must stand close by; empty: none must.</param>
internal sealed record DetectorProgram(DetectorTerms Terms, IReadOnlyList<int> Words, IReadOnlyList<int> Near)
{
    private const int MaxHits = 10_000;

    private readonly NumberDetector? _number = Terms.BuiltIn is { } id ? BuiltInDetectors.Find(id) : null;
    private readonly NumberDetector? _validator = Terms.Validator is { } id ? BuiltInDetectors.Find(id) : null;

    /// <summary>Per cent, where the vocabulary says nothing: a check digit is a strong sign, words and patterns are a weaker one.</summary>
    public int Confidence => Terms.Confidence ?? (_number is not null || _validator is not null ? 85 : 75);

    /// <summary>Numbers with a check are counted once however often they stand there; words and patterns each time.</summary>
    public bool CountsDistinct => _number is not null || _validator is not null;

    /// <summary>What was found, for counting alone.</summary>
    public IEnumerable<NumberHit> Hits(TextSegment text, ContentRules rules)
    {
        var hits = _number is not null ? _number.Hits(text.Upper) : Terms.Pattern is { } pattern ? Matches(text, pattern) : Keywords(text, rules);
        if (_validator is { } validator) hits = hits.Where(hit => validator.Accepts(hit.Value));
        if (Near.Count > 0 && new Proximity(Near, text, rules.Automaton) is var close) hits = hits.Where(hit => close.Holds(hit, Terms.Within));
        return hits.Take(MaxHits);
    }

    private static IEnumerable<NumberHit> Matches(TextSegment text, Regex pattern)
    {
        List<NumberHit> hits = [];
        foreach (var match in pattern.EnumerateMatches(text.Value))
        {
            if (match.Length > 0) hits.Add(new NumberHit(match.Index, match.Index + match.Length, text.Value.Substring(match.Index, match.Length)));
            if (hits.Count >= MaxHits) break;
        }
        return hits;
    }

    private IEnumerable<NumberHit> Keywords(TextSegment text, ContentRules rules)
    {
        var found = text.Words(rules.Automaton);
        foreach (var word in Words)
        {
            var spelled = rules.Automaton.Words[word];
            foreach (var end in found.EndsOf(word))
                if (Counts(text.Value, end - spelled.Length, end, spelled)) yield return new NumberHit(end - spelled.Length, end, spelled);
        }
    }

    private bool Counts(string text, int start, int end, string word) =>
        (!Terms.WholeWord || IsBoundary(text, start) && IsBoundary(text, end))
        && (!Terms.CaseSensitive || SameCase(text.AsSpan(start, end - start), word));

    private bool SameCase(ReadOnlySpan<char> found, string folded)
    {
        foreach (var written in Terms.Keywords)
            if (PlainForm.Of(written).Trim() is var word && word.Length == folded.Length && found.SequenceEqual(word)) return true;
        return false;
    }

    /// <summary>No word goes on across this place.</summary>
    private static bool IsBoundary(string text, int at) => at <= 0 || at >= text.Length || !IsWord(text[at - 1]) || !IsWord(text[at]);

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
