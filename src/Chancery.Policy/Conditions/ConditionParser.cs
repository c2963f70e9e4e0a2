using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Reads a condition (language, 1.5). Everything wrong becomes a finding; the result is null only if nothing usable is left.</summary>
internal sealed class ConditionParser(FindingBag findings, Vocabulary.Names names)
{
    private static readonly string[] Logic = ["all", "any", "none", "not", "use"];

    /// <summary>Nobody corrects more slips of the pen than these; to look for what was meant takes time.</summary>
    private const int MostHints = 200;

    private readonly Operands _operands = new(findings, names);
    private readonly TestParser _tests = new(new Operands(findings, names));
    private readonly Dictionary<(string Name, string Prefix), Condition> _used = [];
    private int _unknown;

    /// <summary>Facts about the plan may be asked: in <c>finally</c>, invariants and tests (language, 1.6).</summary>
    public bool AllowsPlan { get; init; }

    /// <summary>Facts about copies may be asked too: of a whole decision, so in invariants.</summary>
    public bool AllowsCopies { get; init; }

    public Operands Operands => _operands;

    public Condition Parse(Node node) => ParseAt(node, "");

    /// <summary>A condition about one attachment: names inside have no prefix.</summary>
    public Condition ParseAttachment(Node node) => ParseAt(node, "attachment.");

    private Condition ParseAt(Node node, string prefix)
    {
        if (node is Node.Mapping mapping)
            return Join(mapping.Entries.Select(entry => Entry(entry, prefix)));
        findings.Error(
            "CH1103", node.At, $"a condition is a mapping of facts, this is {node.Kind}",
            node is Node.Sequence ? "write `all: [ … ]` if all of them must hold, `any: [ … ]` if one is enough" : "write `{ fact: value }`, like `{ direction: outbound, recipient.domain: partner.example }`; several facts must all hold");
        return new Always();
    }

    private static Condition Join(IEnumerable<Condition> parts)
    {
        var list = parts.ToList();
        return list.Count switch { 0 => new Always(), 1 => list[0], _ => new AllOf(list) };
    }

    private Condition Entry(Node.Entry entry, string prefix)
    {
        var (key, value) = (entry.Key.Text, entry.Value);
        var name = prefix + key;
        // `attachment: { any: { … } }` is `attachment.any: { … }` (R26); a list below `any` joins conditions.
        if (prefix is "" or "attachment." && Logic.Contains(key) && !(prefix.Length > 0 && value is Node.Mapping && key is ("any" or "all" or "none")))
            return Logical(entry, prefix);
        if (name == "attachment.archive.contains")
            return new ArchiveContains(ParseAttachment(value));
        if (FactRegistry.Find(name) is { } fact)
            return fact.Level == FactLevel.Attachment && prefix.Length == 0 ? OfNoAttachment(entry.Key) : Fact(fact, entry);
        return name switch
        {
            "attachment.any" => new AttachmentQuantifier(Quantifier.Any, ParseAttachment(value)),
            "attachment.all" => new AttachmentQuantifier(Quantifier.All, ParseAttachment(value)),
            "attachment.none" => new AttachmentQuantifier(Quantifier.None, ParseAttachment(value)),
            "attachments" when value is Node.Mapping totals => Totals(totals, entry.Key.At),
            "attachments.count" or "attachments.totalSize" => Totals(new Node.Mapping(entry.Key.At, [new Node.Entry(entry.Key with { Text = key[12..] }, value)]), entry.Key.At),
            "recipients.count" => RecipientCount(value),
            "recipients.any" => new RecipientQuantifier(Quantifier.Any, Parse(value)),
            "recipients.all" => new RecipientQuantifier(Quantifier.All, Parse(value)),
            "attachment" when prefix.Length == 0 && value is Node.Mapping { Entries.Count: > 0 } which => Join(which.Entries.Select(inner => inner.Key.Text is "any" or "all" or "none" ? Entry(inner, "attachment.") : OfNoAttachment(inner.Key))),
            _ when value is Node.Mapping { Entries.Count: 0 } && IsPrefix(name) => ComparesNothing(entry.Key),
            _ when value is Node.Mapping nested && IsPrefix(name) => Join(nested.Entries.Select(inner => Entry(inner, name + "."))),
            _ => Unknown(entry, name, prefix),
        };
    }

    private Always OfNoAttachment(Node.Scalar key)
    {
        findings.Error("CH1102", key.At, $"`{key.Text}` speaks about one attachment, and which one is not said", $"write `attachment.any: {{ {key.Text[(key.Text.LastIndexOf('.') + 1)..]}: … }}`, or `.all`, or `.none`");
        return new Always();
    }

    private static bool IsPrefix(string name) => name is "attachment" or "recipients" || FactRegistry.IsPrefix(name);

    private Condition Logical(Node.Entry entry, string prefix)
    {
        var (key, value) = (entry.Key.Text, entry.Value);
        if (key == "not")
            return new Negation(ParseAt(value, prefix));
        if (key == "use")
            return Use(value, prefix);

        if (value is not Node.Sequence { Items: var items })
        {
            findings.Error("CH1103", value.At, $"`{key}` takes a list of conditions, this is {value.Kind}", $"write `{key}: [ {{ … }}, {{ … }} ]`");
            return new Always();
        }

        if (items.Count == 0)
            findings.Error("CH1105", value.At, $"`{key}: []` says nothing", "name at least one condition, or take it away");
        var parts = items.Select(item => ParseAt(item, prefix)).ToList();
        return key switch
        {
            "all" => new AllOf(parts),
            "any" => new AnyOf(parts),
            _ => new Negation(new AnyOf(parts)),
        };
    }

    /// <summary>A named condition, read as if it stood here; what is wrong with it by itself is found where it is declared.</summary>
    private Condition Use(Node value, string prefix)
    {
        if (value is not Node.Scalar name)
        {
            findings.Error("CH1103", value.At, $"`use` takes the name of a condition, this is {value.Kind}", "write `use: name`");
            return new Always();
        }

        if (names.Conditions.TryGetValue(name.Text, out var condition) && condition is null)
            return new Always();
        if (condition is null)
        {
            _operands.Declared("CH3001", "condition", name, name.Text, names.Conditions, "`conditions:` of a vocabulary");
            return new Always();
        }

        if (!names.UsedTests.Add(condition, name, findings))
            return new Always();
        if (_used.TryGetValue((name.Text, prefix), out var known))
            return known;
        var aside = new FindingBag();
        var read = new ConditionParser(aside, names) { AllowsPlan = AllowsPlan, AllowsCopies = AllowsCopies }.ParseAt(condition.Node, prefix);
        if (aside.HasErrors && !Vocabulary.NamedConditions.Problems(condition.Node, names, attachment: prefix.Length == 0).HasErrors)
            findings.Error(
                "CH3004", name.At, $"condition `{name.Text}` speaks about {(prefix.Length == 0 ? "one attachment" : "the message")}", prefix.Length == 0 ? $"write `attachment.any: {{ use: {name.Text} }}`" : "use it outside of the attachment");
        return _used[(name.Text, prefix)] = read;
    }

    private Condition Fact(FactDescriptor fact, Node.Entry entry)
    {
        if (fact.Source == FactSource.Plan && !AllowsPlan || fact.Name == "plan.copy.protection" && !AllowsCopies)
        {
            findings.Error("CH3102", entry.Key.At, $"`{fact.Name}` is not known yet: the rules make the plan", fact.Name == "plan.copy.protection" ? "ask it in invariants" : "ask it in `finally`, in invariants or in tests");
            return new Always();
        }

        if (Absent(fact) is { } reason)
        {
            findings.Error("CH3101", entry.Key.At, $"`{fact.Name}` cannot be known: {reason}", fact.Source == FactSource.Labels || fact.Name == "attachment.label" ? "declare `labels:` in a document of kind Vocabulary, or take the condition away" : "take the condition away, or say it by a fact that is available");
            return new Always();
        }

        return entry.Value is Node.Mapping { Entries.Count: 0 } or Node.Scalar { IsNothing: true } ? ComparesNothing(entry.Key) : _tests.Parse(fact, entry.Key, entry.Value);
    }

    /// <summary>A test of nothing would hold for every mail.</summary>
    private Always ComparesNothing(Node.Scalar key)
    {
        findings.Error("CH1104", key.At, $"`{key.Text}` is compared with nothing", "say a value, or an operator with one; what begins with `#` needs quotes");
        return new Always();
    }

    /// <summary>Why the source of a fact is not there (R1); null if it is.</summary>
    private string? Absent(FactDescriptor fact) => fact.Source switch
    {
        FactSource.Labels => names.Labels is null ? "no labels are declared in a vocabulary" : null,
        FactSource.Scanner when fact.Name == "verdict.spam" => names.Sources.HasFlag(InstallationSources.SpamScore) ? null : "no server before us is configured that gives a spam score",
        FactSource.Scanner => names.Sources.HasFlag(InstallationSources.Scanner) ? null : "no scanner is configured",
        FactSource.Verifier => names.Sources.HasFlag(InstallationSources.Verifier) ? null : "no verifier is configured",
        FactSource.Classifier => names.Sources.HasFlag(InstallationSources.Classifier) ? null : "no classifier is configured",
        _ => fact.Name == "attachment.label" && names.Labels is null ? "no labels are declared in a vocabulary" : null,
    };

    private AttachmentTotals Totals(Node.Mapping totals, Place at)
    {
        Condition where = new Always();
        Func<decimal, decimal, Truth>? count = null, size = null;
        var text = new List<string>();
        foreach (var (key, value) in totals.Entries)
        {
            switch (key.Text)
            {
                case "where":
                    where = ParseAttachment(value);
                    break;
                case "count":
                    (count, var said) = _tests.Quantity(value, FactType.Number);
                    text.Add($"count{said}");
                    break;
                case "totalSize":
                    (size, said) = _tests.Quantity(value, FactType.Size);
                    text.Add($"totalSize{said}");
                    break;
                default:
                    findings.Error("CH1101", key.At, $"unknown key `{key.Text}`{Similar.Hint(key.Text, ["where", "count", "totalSize"])}", "known are where, count and totalSize");
                    break;
            }
        }

        if (count is null && size is null)
            findings.Error("CH1104", at, "`attachments` compares nothing", "say `count` or `totalSize`; for one attachment use `attachment.any`");
        return new AttachmentTotals(where, count, size, $"attachments{{{string.Join(",", text)}}}");
    }

    private RequestTest RecipientCount(Node value)
    {
        var (test, said) = _tests.Quantity(value, FactType.Number);
        return new RequestTest("recipients.count", "recipients.count" + said, false, v => test(v.Recipients.Count, v.Recipients.Count) == Truth.True);
    }

    private Condition Unknown(Node.Entry entry, string name, string prefix)
    {
        var key = entry.Key;
        var known = FactRegistry.All.Select(fact => fact.Name).Where(fact => fact.StartsWith(prefix, StringComparison.Ordinal))
            .Select(fact => fact[prefix.Length..]).Concat(prefix.Length == 0 ? ["attachment.any", "attachment.all", "attachment.none", "attachments", "recipients.count", "recipients.any", "recipients.all", .. Logic] : Logic);
        var near = _unknown++ < MostHints ? Similar.Nearest(key.Text, known) : null;
        var help = KeySlips.Cure(key.Text) is { } cure ? cure : name.StartsWith("header.", StringComparison.Ordinal) ? $"write `header: {{ name: {name[7..]}, is: …, trust: internal }}`"
            : ActionRegistry.Find(key.Text) is not null ? $"`{key.Text}` is an action: it stands below `then:`" : FactHints.For(name);
        findings.Error("CH1102", key.At, $"unknown fact `{name}`{(near is null ? "" : $"; did you mean `{near}`?")}", help, near);
        // What stands behind it is looked at too, as if the name were right.
        var isKnown = near is not null && (FactRegistry.Find(prefix + near) is not null || Logic.Contains(near) && prefix is "" or "attachment.");
        return isKnown ? Entry(new Node.Entry(key with { Text = near! }, entry.Value), prefix) : new Always();
    }
}
