using System.Globalization;
using System.Runtime.CompilerServices;
using Chancery.Mail.Keywords;
using Chancery.Policy.Facts;
using Chancery.Policy.Reading;

namespace Chancery.Mail.Detection;

/// <summary>The detectors of a policy, compiled once for as long as the policy is loaded: all words of all of them are one automaton.</summary>
public sealed class ContentRules
{
    private static readonly ConditionalWeakTable<ReadingTerms, ContentRules> Compiled = [];

    private readonly Dictionary<string, DetectorProgram> _detectors = new(StringComparer.Ordinal);

    private ContentRules(ReadingTerms terms)
    {
        List<string> words = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        foreach (var (id, detector) in terms.Detectors)
            _detectors[id] = new DetectorProgram(detector, Places(detector.Keywords), Places(detector.Near));
        Automaton = new Automaton(words);

        IReadOnlyList<int> Places(IReadOnlyList<string> spelled) => [.. spelled.Select(PlainForm.Of).Where(word => word.Trim().Length > 0).Select(Place).Distinct()];

        int Place(string word)
        {
            var folded = string.Concat(word.Trim().Select(Folding.Fold));
            if (places.TryGetValue(folded, out var place)) return place;
            words.Add(folded);
            return places[folded] = words.Count - 1;
        }
    }

    internal Automaton Automaton { get; }

    public static ContentRules Of(ReadingTerms terms) => Compiled.GetValue(terms, static terms => new ContentRules(terms));

    /// <summary>
    /// The number of hits of <c>DETECTOR[@PLACE,…][%CONFIDENCE]</c>. Text that could not be read makes it unknown; hits found all the
    /// same are a least number. Null: there is no such detector.
    /// </summary>
    /// <exception cref="IOException">The original cannot be read.</exception>
    public Fact? Count(string asked, MailText text)
    {
        var (rest, percent) = asked.LastIndexOf('%') is var mark and > 0 && int.TryParse(asked[(mark + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? (asked[..mark], given) : (asked, 0);
        var (id, places) = rest.Split('@', 2) is [var name, var where] ? (name, where.Split(',')) : (rest, []);
        if (!_detectors.TryGetValue(id, out var detector)) return null;
        if (percent > detector.Confidence) return Fact.Of(0m);
        var texts = MailText.Places.Where(place => Names(places, place) && Names(detector.Terms.Places, place)).Select(text.In).ToList();
        var hits = Count(detector, texts.SelectMany(place => place.Segments));
        return texts.Select(place => place.Unread).FirstOrDefault(reason => reason is not null) is { } unread
            ? new Fact.Unknown(unread) { AtLeast = hits == 0 ? null : new FactValue.Number(hits) }
            : Fact.Of((decimal)hits);
    }

    private static bool Names(IReadOnlyList<string> places, string place) => places.Count == 0 || places.Contains(place);

    private int Count(DetectorProgram detector, IEnumerable<TextSegment> texts) => detector.CountsDistinct
        ? texts.SelectMany(text => detector.Hits(text, this)).Select(hit => hit.Value).Distinct().Count()
        : texts.GroupBy(text => text.Group).Sum(group => group.Max(text => detector.Hits(text, this).Count()));
}
