using System.Text.RegularExpressions;
using Chancery.Policy.Conditions;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Reads a document of kind RuleSet, in its long or its short form.</summary>
/// <param name="mayAskPlan">Conditions may ask for the plan so far, as in <c>finally</c>.</param>
internal sealed partial class RuleSetParser(FindingBag findings, Vocabulary.Names names, bool mayAskPlan = false)
{
    private static readonly string[] SetKeys =
        ["apiVersion", "kind", "metadata", "scope", "layer", "order", "mode", "match", "baseline", "default", "rules", "finally"];

    private static readonly string[] RuleKeys =
        ["id", "title", "enabled", "mode", "valid", "severity", "exemptible", "if", "then", "elseIf", "else", "stop", "onUnknown"];

    private static readonly string[] Layers = ["guard", "platform", "tenant", "site", "department", "user"];

    /// <summary>Of one set, with those that templates make.</summary>
    public const int MaxRules = 5000;

    private readonly Reader _reader = new(findings);
    private readonly ConditionParser _conditions = new(findings, names) { AllowsPlan = mayAskPlan };
    private readonly ActionParser _actions = new(new Reader(findings), new ConditionParser(findings, names));

    /// <summary>Null if the document is no mapping, or is switched off.</summary>
    public RuleSet? Parse(string file, Node root)
    {
        if (_reader.Mapping(root, "a rule set", SetKeys) is not { } set)
            return null;
        var (id, order) = Metadata(set, Path.GetFileNameWithoutExtension(file));
        var layer = Enum.Parse<Layer>(_reader.Choice(set, "layer", "tenant", Layers), ignoreCase: true);
        var mode = Mode(set);
        if (set.Find("rules") is null && set.Find("baseline") is null && set.Find("default") is null)
            findings.Error("CH1104", set.At, "the rule set has no `rules`", "write `rules: []` if it shall have none");
        var ruleSet = new RuleSet(id, file, layer, order, _reader.Choice(set, "match", "all", "all", "first") == "first", Rules(set, "rules", id, layer))
        {
            Baseline = set.Find("baseline") is { } baseline ? Entries(baseline.Value, $"{id}/baseline", layer) : [],
            Default = set.Find("default") is { } otherwise ? _actions.List(otherwise.Value) : [],
            Finally = new RuleSetParser(findings, names, mayAskPlan: true).Rules(set, "finally", $"{id}/finally", layer),
            Scope = new ScopeParser(_reader, _conditions).Parse(set),
            Enforced = mode == "enforce",
            HasExplicitOrder = set.Find("order") is not null,
        };
        return mode == "off" ? null : ruleSet;
    }

    /// <summary>The entries of a baseline: actions, or <c>{ if, then }</c>.</summary>
    public IReadOnlyList<Rule> Entries(Node node, string id, Layer layer)
    {
        if (node is not Node.Sequence list)
        {
            findings.Error("CH1103", node.At, $"a baseline is a list of actions, this is {node.Kind}", "begin each of them with `- `");
            return [];
        }

        var rules = new List<Rule>();
        foreach (var item in list.Items)
        {
            Branch branch;
            if (item is Node.Mapping conditional && conditional.Find("then") is { } then)
            {
                _reader.Mapping(item, "an entry of a baseline", "if", "then");
                branch = new Branch(conditional.Find("if") is { } test ? _conditions.Parse(test.Value) : new Always(), _actions.List(then.Value));
            }
            else
                branch = new Branch(new Always(), _actions.List(new Node.Sequence(item.At, [item])));
            rules.Add(new Rule(id, id, item.At, [branch], Stop.None, layer == Layer.Guard ? null : layer));
        }

        return rules;
    }

    private (string Id, int Order) Metadata(Node.Mapping set, string name)
    {
        var id = name;
        if (set.Find("metadata") is { } metadata && _reader.Mapping(metadata.Value, "`metadata`", "id", "title", "owner", "norms", "description") is { } known
            && _reader.Text(known, "id") is { } given)
            id = given.Text;
        var number = LeadingNumber().Match(name);
        return (id, _reader.Number(set, "order", number.Success ? int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture) : 100));
    }

    private string Mode(Node.Mapping set)
    {
        if (set.Find("mode")?.Value is Node.Scalar { Text: "shadow" } shadow)
        {
            findings.Error("CH1107", shadow.At, "`shadow` belongs to a version of the policy, not to a rule set", "use `mode: simulate`, or activate the version as a shadow");
            return "simulate";
        }

        return _reader.Choice(set, "mode", "enforce", "enforce", "simulate", "off");
    }

    private List<Rule> Rules(Node.Mapping set, string key, string setId, Layer layer)
    {
        var (rules, ids) = (new List<Rule>(), new HashSet<string>(StringComparer.Ordinal));
        var nodes = _reader.List(set, key, "rules");
        if (nodes.Count > MaxRules)
            findings.Error("CH1001", nodes[MaxRules].At, $"more than {MaxRules} rules in one set", "split the set, or say what the rules have in common by lists");
        foreach (var node in nodes.Take(MaxRules))
        {
            if (Rule(node, setId, layer) is not { } rule)
                continue;
            if (!ids.Add(rule.Id))
                findings.Error("CH3301", rule.At, $"two rules of this set are called `{rule.Id}`", "give one of them another id");
            else if (key == "rules" && rule.Id is "default" or "baseline" && set.Find(rule.Id) is not null)
                findings.Error("CH3301", rule.At, $"a rule is called `{rule.Id}`, and so is the `{rule.Id}:` of this set", "give the rule another id");
            rules.Add(rule);
        }

        return rules;
    }

    private Rule? Rule(Node node, string setId, Layer layer)
    {
        if (_reader.Mapping(node, "a rule", RuleKeys) is not { } rule)
            return null;
        var id = _reader.Text(rule, "id");
        if (id is null)
            findings.Error("CH1104", rule.At, "the rule has no `id`: tests, exemptions and records refer to it", "add `id: a-short-name`");
        else if (!RuleId().IsMatch(id.Text))
            findings.Error("CH1110", id.At, $"`{id.Text}` is no rule id", "use a-z, 0-9 and -, beginning with a letter or digit, at most 63 characters");
        var mode = rule.Find("mode") is null ? "enforce" : Mode(rule);
        var branches = Branches(rule);
        var stop = Stops(rule, layer);
        return !_reader.Flag(rule, "enabled", true) || mode == "off" ? null
            : new Rule(id?.Text ?? "?", $"{setId}/{id?.Text ?? "?"}", rule.At, branches, stop, Exemptible(rule, layer))
            {
                ValidFrom = Valid(rule, "from", false),
                ValidUntil = Valid(rule, "until", true),
                Severity = _reader.Choice(rule, "severity", "info", "info", "low", "medium", "high", "critical"),
                Enforced = mode == "enforce",
                DefersUnknown = _reader.Choice(rule, "onUnknown", "both", "both", "defer") == "defer",
            };
    }

    private DateTimeOffset? Valid(Node.Mapping rule, string key, bool endOfDay) =>
        rule.Find("valid") is { Value: var node } && _reader.Mapping(node, "`valid`", "from", "until") is { } valid ? _reader.Time(valid, key, endOfDay) : null;

    private List<Branch> Branches(Node.Mapping rule)
    {
        var branches = new List<Branch> { new(rule.Find("if") is { } test ? _conditions.Parse(test.Value) : new Always(), Then(rule)) };
        foreach (var node in _reader.List(rule, "elseIf", "branches"))
        {
            if (_reader.Mapping(node, "a branch of `elseIf`", "if", "then") is not { } branch)
                continue;
            if (branch.Find("if") is not { } when)
                findings.Error("CH1104", branch.At, "the branch has no `if`", "write `if:`, or use `else:`");
            else
                branches.Add(new Branch(_conditions.Parse(when.Value), Then(branch)) { At = branch.At });
        }

        if (rule.Find("else") is { } otherwise)
            branches.Add(new Branch(new Always(), _actions.List(otherwise.Value)));
        return branches;
    }

    private IReadOnlyList<ActionUse> Then(Node.Mapping branch)
    {
        if (branch.Find("then") is { } then)
            return _actions.List(then.Value);
        if (branch.Find("stop") is null)
            findings.Error("CH1104", branch.At, "`then` is missing: nothing would be done", "add `then:` with the actions");
        return [];
    }

    private Stop Stops(Node.Mapping rule, Layer layer)
    {
        var stop = _reader.Choice(rule, "stop", "none", "none", "set", "layer");
        if (stop != "none" && layer == Layer.Guard)
            findings.Error("CH2301", rule.Find("stop")!.Value.At, "`stop` is forbidden in layer guard", "guards all count; take it away");
        return Enum.Parse<Stop>(stop, ignoreCase: true);
    }

    private Layer? Exemptible(Node.Mapping rule, Layer layer)
    {
        if (_reader.Text(rule, "exemptible") is not { } given)
            return layer == Layer.Guard ? null : layer;
        if (given.Text == "false")
            return null;
        if (given.Text.StartsWith("by(", StringComparison.Ordinal) && given.Text.EndsWith(')') && Layers.Contains(given.Text[3..^1]))
            return Enum.Parse<Layer>(given.Text[3..^1], ignoreCase: true);
        findings.Error("CH1107", given.At, $"unknown value `{given.Text}` of `exemptible`", $"write `false` or `by(layer)` with a layer of {string.Join(", ", Layers)}");
        return null;
    }

    [GeneratedRegex("^[0-9]{1,6}")]
    private static partial Regex LeadingNumber();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex RuleId();
}
