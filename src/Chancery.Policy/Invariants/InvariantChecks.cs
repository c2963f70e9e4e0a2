using Chancery.Policy.Conditions;
using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Invariants;

/// <summary>
/// Checks documents of kind Invariants: their shape, and that they speak about facts there are (language, 3.4). They are claims
/// about the policy and change nothing in it.
/// </summary>
internal sealed class InvariantChecks(FindingBag findings, Names names)
{
    private static readonly string[] Sources = ["header", "tag", "user.decision", "subject", "attachment", "label", "content"];

    private static readonly string[] Claims = ["must", "never", "untrustedCannotLower"];

    private readonly Reader _reader = new(findings);
    private readonly ConditionParser _conditions = new(findings, names) { AllowsPlan = true, AllowsCopies = true };

    public void Run(IEnumerable<Node> documents)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            if (_reader.Mapping(document, "a document of invariants", "apiVersion", "kind", "metadata", "invariants") is not { } mapping)
                continue;
            if (mapping.Find("invariants") is null)
                findings.Error("CH1104", mapping.At, "the document has no `invariants`", "write `invariants: [ { id: INV-1, for: { … }, must: { … } } ]`");
            foreach (var invariant in _reader.List(mapping, "invariants", "invariants"))
                One(invariant, ids);
        }
    }

    private void One(Node node, HashSet<string> ids)
    {
        if (_reader.Mapping(node, "an invariant", "id", "title", "severity", "for", "must", "never", "untrustedCannotLower", "relativeTo", "approveBy") is not { } invariant)
            return;
        if (_reader.Text(invariant, "id") is not { } id)
            findings.Error("CH1104", invariant.At, "the invariant has no `id`", "add `id: INV-1`");
        else if (!ids.Add(id.Text))
            findings.Error("CH3301", id.At, $"two invariants are called `{id.Text}`", "give one of them another id");
        _reader.Choice(invariant, "severity", "error", "error", "warning", "info");
        if (Claims.Count(claim => invariant.Find(claim) is not null) != 1)
            findings.Error("CH1104", invariant.At, "an invariant makes one claim: `must`, `never` or `untrustedCannotLower`", "keep one of them");
        if (invariant.Find("for") is { } mails)
            _conditions.Parse(mails.Value);
        foreach (var claim in Claims[..2].Select(invariant.Find).OfType<Node.Entry>())
            Claim(claim.Value, invariant.Find("relativeTo") is not null);
        Trust(invariant);
        if (invariant.Find("relativeTo") is { } relative && _reader.Mapping(relative.Value, "`relativeTo`", "ref") is { } other && other.Find("ref") is null)
            findings.Error("CH1104", other.At, "`relativeTo` names no version", "write `relativeTo: { ref: main }`");
        foreach (var approver in _reader.Texts(invariant, "approveBy").Where(approver => !names.Groups.ContainsKey(approver.Text)))
            DomainFindings.Address(findings, approver);
    }

    /// <summary>Comparisons of plans are words of invariants alone; the rest is a condition like every other.</summary>
    private void Claim(Node claim, bool relative)
    {
        if (Without(claim, relative) is { } rest)
            _conditions.Parse(rest);
    }

    private Node? Without(Node node, bool relative) => node switch
    {
        Node.Mapping mapping => mapping with { Entries = [.. mapping.Entries.Where(entry => !IsComparison(entry, relative)).Select(entry => new Node.Entry(entry.Key, Without(entry.Value, relative)!))] },
        Node.Sequence list => list with { Items = [.. list.Items.Select(item => Without(item, relative)!)] },
        _ => node,
    };

    private bool IsComparison(Node.Entry entry, bool relative)
    {
        if (!entry.Key.Text.StartsWith("plan.", StringComparison.Ordinal))
            return false;
        if (entry.Value is Node.Scalar { Text: "notWeaker" } word)
        {
            if (!relative)
                findings.Error("CH1119", word.At, "`notWeaker` compares with another version, and none is named", "add `relativeTo: { ref: main }`");
            return true;
        }

        if (entry.Value is not Node.Mapping { Entries: [{ Key.Text: "notWeakerThan", Value: Node.Scalar other }] })
            return false;
        if (FactRegistry.Find(other.Text) is not { Source: FactSource.Plan })
            findings.Error("CH1102", other.At, $"`{other.Text}` is no fact about the plan{Similar.Hint(other.Text, PlanFacts)}", $"known are {string.Join(", ", PlanFacts)}", Similar.Nearest(other.Text, PlanFacts));
        return true;
    }

    private static IEnumerable<string> PlanFacts => FactRegistry.All.Where(fact => fact.Source == FactSource.Plan).Select(fact => fact.Name);

    private void Trust(Node.Mapping invariant)
    {
        if (invariant.Find("untrustedCannotLower") is not { } claim || _reader.Mapping(claim.Value, "`untrustedCannotLower`", "sources", "trustBelow") is not { } trust)
            return;
        foreach (var source in _reader.Texts(trust, "sources").Where(source => !Sources.Contains(source.Text)))
            findings.Error("CH1107", source.At, $"unknown value `{source.Text}` of `sources`{Similar.Hint(source.Text, Sources)}", $"known are {string.Join(", ", Sources)}", Similar.Nearest(source.Text, Sources));
        _reader.Choice(trust, "trustBelow", "internal", "authenticated", "internal", "signed");
    }
}
