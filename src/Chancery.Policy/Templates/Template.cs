using Chancery.Policy.Syntax;

namespace Chancery.Policy.Templates;

/// <summary>Rules with gaps; an instance in a rule set fills them (language, 1.1).</summary>
internal sealed record Template(string Id, IReadOnlyList<TemplateParameter> Parameters, IReadOnlyList<Node> Rules)
{
    private readonly long _letters = Rules.Sum(LettersOf);
    private readonly IReadOnlyDictionary<string, int> _uses = Rules.SelectMany(TemplateParser.UsesIn).GroupBy(use => use.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);

    /// <summary>Letters and nodes of the rules when the gaps are filled.</summary>
    public long Size(IReadOnlyDictionary<string, Node> values) => _letters + _uses.Sum(use => values.TryGetValue(use.Key, out var value) ? use.Value * LettersOf(value) : 0);

    /// <summary>A node counts as some letters too: it takes memory even where it says nothing.</summary>
    private static long LettersOf(Node node) => 16 + node switch
    {
        Node.Scalar scalar => scalar.Text.Length,
        Node.Sequence list => list.Items.Sum(LettersOf),
        Node.Mapping mapping => mapping.Entries.Sum(entry => entry.Key.Text.Length + LettersOf(entry.Value)),
        _ => 0L,
    };
}

/// <param name="Type">What may be given.</param>
/// <param name="Many">A list may be given too.</param>
/// <param name="Values">For choices; null: everything of the type.</param>
/// <param name="Default">Null: an instance must give it.</param>
internal sealed record TemplateParameter(string Name, string Type, bool Many, IReadOnlyList<string>? Values, Node? Default)
{
    public static readonly string[] Types = ["text", "domain", "address", "size", "duration", "number", "flag", "method"];
}
