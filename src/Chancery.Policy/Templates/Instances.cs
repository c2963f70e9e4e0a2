using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Templates;

/// <summary>
/// Puts rules in the place of <c>instances: [ { template, id, with } ]</c> of a rule set, before the set is read. What stands in
/// the template keeps its place there; what an instance gave has the instance's.
/// </summary>
internal sealed class Instances(FindingBag findings, IReadOnlyDictionary<string, Template> templates)
{
    /// <summary>Of all instances of a set, as if they were written out.</summary>
    private const long MaxLetters = 8 * 1024 * 1024;

    private readonly Reader _reader = new(findings);
    private long _letters;

    public Node Expand(Node document)
    {
        if (document is not Node.Mapping set || set.Find("instances") is not { } instances)
            return document;
        var own = set.Find("rules")?.Value as Node.Sequence;
        // One rule more than there may be, for the set to complain about.
        List<Node> rules = [.. (own?.Items ?? []).Concat(_reader.List(set, "instances", "instances").SelectMany(RulesOf)).Take(RuleSetParser.MaxRules + 1)];
        var entry = new Node.Entry(set.Find("rules")?.Key ?? instances.Key with { Text = "rules" }, new Node.Sequence(own?.At ?? instances.Value.At, rules));
        return set with { Entries = [.. set.Entries.Where(other => other.Key.Text is not ("rules" or "instances")), entry] };
    }

    private IEnumerable<Node> RulesOf(Node node)
    {
        if (_reader.Mapping(node, "an instance", "template", "id", "with") is not { } instance)
            return [];
        var (name, id) = (_reader.Text(instance, "template"), _reader.Text(instance, "id"));
        if (name is null || id is null)
        {
            findings.Error("CH1104", instance.At, "an instance needs `template` and `id`", "write `{ template: name, id: a-short-name, with: { … } }`");
            return [];
        }

        if (!templates.TryGetValue(name.Text, out var template))
        {
            var near = Similar.Nearest(name.Text, templates.Keys);
            findings.Error("CH3215", name.At, $"template `{name.Text}` is not declared{(near is null ? "" : $"; did you mean `{near}`?")}", templates.Count == 0 ? "write a document of kind Template" : $"declared are {string.Join(", ", templates.Keys)}", near);
            return [];
        }

        if (ValuesOf(template, instance) is not { } values)
            return [];
        if ((_letters += template.Size(values)) <= MaxLetters)
            return template.Rules.Select(rule => Named(new Filling(values).Of(rule), id.Text));
        findings.Error("CH1001", name.At, $"the instances of this set have more than {MaxLetters / 1024 / 1024} MiB together when they are written out", "use fewer instances, or smaller values");
        return [];
    }

    /// <summary>Null if a parameter is missing or wrong: its rules would only repeat the mistake.</summary>
    private Dictionary<string, Node>? ValuesOf(Template template, Node.Mapping instance)
    {
        var (values, good) = (new Dictionary<string, Node>(StringComparer.Ordinal), true);
        if (instance.Find("with") is { Value: not Node.Mapping } with)
            findings.Error("CH1103", with.Value.At, $"`with` is a mapping of parameters, this is {with.Value.Kind}", "write `with: { parameter: value }`");
        foreach (var (name, value) in (instance.Find("with")?.Value as Node.Mapping)?.Entries ?? [])
        {
            if (template.Parameters.FirstOrDefault(parameter => parameter.Name == name.Text) is { } parameter)
            {
                good &= ParameterValues.Check(findings, parameter, value);
                values[name.Text] = value;
                continue;
            }

            var near = Similar.Nearest(name.Text, template.Parameters.Select(p => p.Name));
            findings.Error("CH3502", name.At, $"template `{template.Id}` has no parameter `{name.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}", $"it has {string.Join(", ", template.Parameters.Select(p => p.Name))}", near);
            good = false;
        }

        foreach (var missing in template.Parameters.Where(parameter => !values.ContainsKey(parameter.Name)))
        {
            if (missing.Default is { } otherwise)
                values[missing.Name] = otherwise;
            else
            {
                findings.Error("CH3501", instance.At, $"the instance does not give `{missing.Name}`, which template `{template.Id}` needs", $"add `with: {{ {missing.Name}: … }}`");
                good = false;
            }
        }

        return good ? values : null;
    }

    /// <summary>Names stay unique and the same from day to day: <c>instance-rule</c>.</summary>
    private static Node Named(Node rule, string instance) => rule is Node.Mapping mapping
        ? mapping with
        {
            Entries = [.. mapping.Entries.Select(entry => entry is { Key.Text: "id", Value: Node.Scalar id } ? new Node.Entry(entry.Key, id with { Text = $"{instance}-{id.Text}" }) : entry)],
        }
        : rule;
}

/// <summary>Fills the gaps of a template.</summary>
internal sealed class Filling(IReadOnlyDictionary<string, Node> values)
{
    public Node Of(Node node) => node switch
    {
        Node.Scalar scalar => OfScalar(scalar),
        Node.Sequence list => list with { Items = [.. list.Items.Select(Of)] },
        Node.Mapping mapping => mapping with { Entries = [.. mapping.Entries.Select(entry => new Node.Entry(entry.Key, Of(entry.Value)))] },
        _ => node,
    };

    private Node OfScalar(Node.Scalar scalar)
    {
        if (Conditions.Operands.NameIn(scalar.Text, "param") is { } whole && values.TryGetValue(whole, out var given))
            return given;
        var at = scalar.At;
        var text = TemplateParser.Use().Replace(scalar.Text, match =>
        {
            if (!values.TryGetValue(match.Groups[1].Value, out var part) || part is not Node.Scalar value)
                return match.Value;
            // What stands there is only a part of the text: a fix of the whole must not replace it.
            at = value.At with { Writing = Writing.None };
            return value.Text;
        });
        return new Node.Scalar(at, text);
    }
}
