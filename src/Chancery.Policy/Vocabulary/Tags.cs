using Chancery.Policy.Conditions;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;
using Chancery.Policy.Triggers;

namespace Chancery.Policy.Vocabulary;

/// <summary>A tag of the subject under the name rules use.</summary>
/// <param name="Values">As found in subjects: upper case, without sign or brackets.</param>
/// <param name="Strip">It is taken out of the subject on delivery (R7).</param>
internal sealed record Tag(IReadOnlyList<string> Values, Channel Trust, bool Strip, Place At)
{
    /// <summary>What the sender decides by it, as <c>user.decision</c> says it; null: nothing.</summary>
    public string? Decision { get; init; }

    public static string Spell(string written) => written.Trim().TrimStart('#', '[').TrimEnd(']').Trim().ToUpperInvariant();
}

/// <summary>A trigger with the place of its declaration.</summary>
internal sealed record DeclaredTrigger(Trigger Trigger, Place At);

/// <summary>Reads <c>tags:</c> and <c>triggers:</c>.</summary>
internal sealed class TagParser(Operands operands, Reader reader)
{
    private static readonly string[] Meanings = [.. Triggers.Trigger.Own.Select(own => own.Meaning)];

    private static readonly string[] Decisions = ["none", "encrypt", "vertraulich", "portal", "plain"];

    private FindingBag Findings => operands.Findings;

    public Tag? Tag(Node.Scalar name, Node node)
    {
        if (reader.Mapping(node, $"tag `{name.Text}`", "values", "trust", "strip", "decision", "title") is not { } tag)
            return null;
        var values = tag.Find("values") is null ? [name] : reader.Texts(tag, "values");
        foreach (var empty in values.Where(value => Vocabulary.Tag.Spell(value.Text).Length == 0))
            Findings.Error("CH1108", empty.At, $"`{empty.Text}` is no tag", "write `\"#WORD\"` or `\"[word]\"`");
        var trust = tag.Find("trust") is { } given ? Channel.Parse(operands, given.Value) : Channel.Any;
        return new Tag([.. values.Select(value => Vocabulary.Tag.Spell(value.Text))], trust ?? Channel.Any, reader.Flag(tag, "strip", false), name.At)
        {
            Decision = tag.Find("decision") is null ? null : reader.Choice(tag, "decision", "none", Decisions),
        };
    }

    /// <summary>A field that another product's clients send, and what it means here.</summary>
    public DeclaredTrigger? Trigger(Node.Scalar name, Node node)
    {
        if (!name.Text.StartsWith("X-", StringComparison.OrdinalIgnoreCase))
            Findings.Error("CH1110", name.At, $"`{name.Text}` is no field that could be stripped from strangers", "name a field that begins with `X-` (language, R8)");
        if (reader.Mapping(node, $"trigger `{name.Text}`", "as", "map", "trust", "title") is not { } trigger)
            return null;
        var meaning = reader.Choice(trigger, "as", Triggers.Trigger.Action, Meanings);
        if (trigger.Find("map") is { Value: not Node.Mapping } wrong)
            Findings.Error("CH1103", wrong.Value.At, $"`map` is a mapping of values, this is {wrong.Value.Kind}", "write `map: { \"1\": encrypt }`");
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (trigger.Find("map") is { Value: Node.Mapping given })
        {
            foreach (var (key, value) in given.Entries)
                map[key.Text.Trim().ToLowerInvariant()] = meaning == Triggers.Trigger.Action ? reader.Choice(given, key.Text, "encrypt", [.. Triggers.Trigger.Actions]) : (value as Node.Scalar)?.Text ?? "";
        }

        if (trigger.Find("trust") is not { } trust)
            Findings.Error("CH2101", name.At, $"trigger `{name.Text}` has no trust level", $"add `trust: internal`, `authenticated` or `connector(…)`{Channel.Connectors(operands.Names)}", why: "anyone on the Internet can send it");
        else if (Channel.Parse(operands, trust.Value) is { Said: "any" })
            Findings.Error("CH2102", trust.Value.At, $"trigger `{name.Text}` would let anyone give orders to the gateway", "name the channel it comes over: `internal`, `authenticated` or `connector(…)`");
        return new DeclaredTrigger(new Trigger(name.Text, meaning, map, (trigger.Find("trust")?.Value as Node.Scalar)?.Text ?? "internal"), name.At);
    }
}
