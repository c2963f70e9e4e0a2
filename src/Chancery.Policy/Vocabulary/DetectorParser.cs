using Chancery.Policy.Conditions;
using Chancery.Policy.Reading;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Vocabulary;

/// <summary>Reads <c>detectors:</c>.</summary>
internal sealed class DetectorParser(Operands operands, Reader reader)
{
    public static readonly string[] Places = ["subject", "body", "attachments.text"];

    private static readonly string[] Forms = ["builtin", "regex", "keywords"];

    private FindingBag Findings => operands.Findings;

    public Detector? Parse(Node.Scalar name, Node node)
    {
        if (reader.Mapping(node, $"detector `{name.Text}`", "builtin", "regex", "keywords", "validator", "near", "minCount", "confidence", "wholeWord", "caseSensitive", "in", "title") is not { } detector)
            return null;
        if (Forms.Count(form => detector.Find(form) is not null) != 1)
            Findings.Error("CH1104", name.At, $"detector `{name.Text}` needs one of {string.Join(", ", Forms)}, and one only", "write `{ builtin: iban }`, `{ regex: '…' }` or `{ keywords: [a, b] }`");
        var builtIn = reader.Choice(detector, "builtin", "iban", Detector.BuiltInNames);
        var validator = reader.Choice(detector, "validator", "iban", Detector.BuiltInNames);
        var sensitive = reader.Flag(detector, "caseSensitive", false);
        var near = Near(detector);
        var terms = new DetectorTerms(name.Text)
        {
            BuiltIn = detector.Find("builtin") is null ? null : builtIn,
            Validator = detector.Find("validator") is null ? null : validator,
            CaseSensitive = sensitive,
            WholeWord = reader.Flag(detector, "wholeWord", false),
            Pattern = reader.Text(detector, "regex") is { } regex ? operands.Names.Patterns.Written(Findings, regex, sensitive) : null,
            Keywords = detector.Find("keywords") is null ? [] : [.. reader.Texts(detector, "keywords").Select(word => word.Text)],
            Near = near.Words,
            Within = near.Within,
            Places = Where(reader, detector, Places),
            Confidence = Percent(reader, detector),
        };
        if (detector.Find("keywords") is { } words && terms.Keywords.Count == 0)
            Findings.Error("CH1105", words.Value.At, "`keywords` names none", "name at least one word");
        return new Detector(terms, Count(reader, detector, 1));
    }

    /// <summary>Where text is looked at; a finding for what is no such place.</summary>
    public static IReadOnlyList<string> Where(Reader reader, Node.Mapping at, IReadOnlyList<string> known)
    {
        var places = reader.Texts(at, "in");
        foreach (var place in places.Where(place => !known.Contains(place.Text)))
            reader.Findings.Error("CH1107", place.At, $"unknown value `{place.Text}` of `in`{Similar.Hint(place.Text, known)}", $"known are {string.Join(", ", known)}", Similar.Nearest(place.Text, known));
        return [.. places.Select(place => place.Text)];
    }

    public static int Count(Reader reader, Node.Mapping at, int otherwise)
    {
        var count = reader.Number(at, "minCount", otherwise);
        if (count < 1)
            reader.Findings.Error("CH1108", at.Find("minCount")!.Value.At, "`minCount` is a number from 1", "write how many hits there must be");
        return count;
    }

    public static int? Percent(Reader reader, Node.Mapping at)
    {
        if (at.Find("confidence") is null)
            return null;
        var percent = reader.Number(at, "confidence", 75);
        if (percent is < 1 or > 100)
            reader.Findings.Error("CH1108", at.Find("confidence")!.Value.At, "`confidence` is a number from 1 to 100", "write how sure a hit must be, in per cent");
        return percent;
    }

    private (IReadOnlyList<string> Words, int Within) Near(Node.Mapping detector)
    {
        if (detector.Find("near") is not { } entry || reader.Mapping(entry.Value, "`near`", "words", "within") is not { } near)
            return ([], 300);
        var words = reader.Texts(near, "words");
        if (words.Count == 0)
            Findings.Error("CH1104", near.At, "`near` names no words", "write `near: { words: [a, b], within: 300 }`");
        var within = reader.Number(near, "within", 300);
        if (within is < 1 or > 10_000)
            Findings.Error("CH1108", near.Find("within")!.Value.At, "`within` is a number of characters from 1 to 10000", "write how near a word must stand");
        return ([.. words.Select(word => word.Text)], within);
    }
}
