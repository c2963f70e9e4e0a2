using System.Globalization;
using Chancery.Policy.Facts;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Conditions;

/// <summary>What detectors and classifiers say about the text of a message.</summary>
internal sealed class ContentTests(Operands operands)
{
    private readonly Reader _reader = new(operands.Findings);

    /// <summary><c>content: { detector, in, minCount, confidence }</c>, or the name of a detector alone.</summary>
    public Condition Content(Node value)
    {
        if (value is not Node.Mapping)
            return AnyDetector(value, null, "");
        if (_reader.Mapping(value, "`content`", "detector", "in", "minCount", "confidence") is not { } content)
            return new Always();
        var places = DetectorParser.Where(_reader, content, DetectorParser.Places).Order(StringComparer.Ordinal).ToList();
        var where = places.Count == 0 ? "" : "@" + string.Join(',', places);
        if (DetectorParser.Percent(_reader, content) is { } percent)
            where += string.Create(CultureInfo.InvariantCulture, $"%{percent}");
        int? least = content.Find("minCount") is null ? null : DetectorParser.Count(_reader, content, 1);
        if (content.Find("detector") is { } detector)
            return AnyDetector(detector.Value, least, where);
        operands.Findings.Error("CH1104", content.At, "`content` names no detector", $"write `content: {{ detector: iban }}`; known are {string.Join(", ", operands.Names.Detectors.Keys)}");
        return new Always();
    }

    /// <summary><c>classification: { model, label, score }</c>.</summary>
    public Condition Classification(Node value)
    {
        if (_reader.Mapping(value, "`classification`", "model", "label", "score") is not { } given)
            return new Always();
        var named = _reader.Text(given, "model");
        var (model, at) = (named?.Text, named?.At ?? given.At);
        operands.Names.Models.Add(new NamedModel(model, at.File, at.Line, at.Column));
        if (given.Find("label") is null && given.Find("score") is null)
            operands.Findings.Error("CH1104", given.At, "`classification` compares nothing", "say `label` or `score`");
        var parts = new List<Condition>();
        if (given.Find("label") is { } label)
            parts.Add(Test("classification.label", model, TextTests.Of(operands, label.Value, acceptsAbsent: false)));
        if (given.Find("score") is { } score)
            parts.Add(Test("classification.score", model, NumberTests.Of(operands, FactType.Number, score.Value)));
        return parts.Count == 1 ? parts[0] : new AllOf(parts);
    }

    private Condition AnyDetector(Node names, int? least, string where)
    {
        var tests = operands.Of(names, "a detector").Select(name => One(name, least, where)).OfType<Condition>().ToList();
        return tests.Count == 1 ? tests[0] : new AnyOf(tests);
    }

    private FactTest? One(Node.Scalar name, int? least, string where)
    {
        if (operands.Declared("CH3207", "detector", name, name.Text, operands.Names.Detectors, "`detectors:` of a vocabulary") is not { } detector)
            return null;
        var (key, count) = (new FactKey("content", null, name.Text + where), least ?? detector.MinCount);
        return new FactTest(
            "content", string.Create(CultureInfo.InvariantCulture, $"content{{{key.Argument}}}{(count == 1 ? "" : $">={count}")}"), false, _ => key, v => v is FactValue.Number hits && hits.Value >= count)
        {
            FromLeast = least => least is FactValue.Number hits && hits.Value >= count ? Truth.True : Truth.Unknown,
        };
    }

    private static FactTest Test(string fact, string? model, (Func<IReadOnlyList<string>, bool> Test, string Said) text) =>
        new("classification", $"{fact}({model}){text.Said}", false, _ => new FactKey(fact, null, model), v => v is FactValue.Text label && text.Test([label.Value]));

    private static FactTest Test(string fact, string? model, (Func<FactValue, bool> Test, string Said) number) =>
        new("classification", $"{fact}({model}){number.Said}", false, _ => new FactKey(fact, null, model), number.Test);
}
