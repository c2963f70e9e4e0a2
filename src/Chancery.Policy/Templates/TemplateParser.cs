using System.Text.RegularExpressions;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Templates;

/// <summary>Reads documents of kind Template. In its rules <c>param(name)</c> stands for what an instance gives.</summary>
internal sealed partial class TemplateParser(FindingBag findings)
{
    private readonly Reader _reader = new(findings);

    public Template? Parse(string fileName, Node node)
    {
        if (_reader.Mapping(node, "a template", "apiVersion", "kind", "metadata", "parameters", "rules") is not { } document)
            return null;
        var id = document.Find("metadata")?.Value is Node.Mapping metadata && _reader.Text(metadata, "id") is { } given ? given.Text : Path.GetFileNameWithoutExtension(fileName);
        var parameters = Parameters(document);
        var rules = _reader.List(document, "rules", "rules");
        if (rules.Count == 0)
            findings.Error("CH1104", document.At, $"template `{id}` has no `rules`", "write them as in a rule set, with `param(name)` for what differs");
        CheckUses(id, rules, parameters);
        return new Template(id, parameters, rules);
    }

    private List<TemplateParameter> Parameters(Node.Mapping document)
    {
        var parameters = new List<TemplateParameter>();
        if (document.Find("parameters") is not { } entry)
            return parameters;
        if (entry.Value is not Node.Mapping declared)
        {
            findings.Error("CH1103", entry.Value.At, $"`parameters` is a mapping of names, this is {entry.Value.Kind}", "write `parameters: { domain: { type: domain } }`");
            return parameters;
        }

        foreach (var (name, node) in declared.Entries)
        {
            if (_reader.Mapping(node, $"parameter `{name.Text}`", "type", "many", "values", "default", "title") is not { } parameter)
                continue;
            if (parameter.Find("type") is null)
                findings.Error("CH1104", name.At, $"parameter `{name.Text}` has no `type`", $"say what may be given: {string.Join(", ", TemplateParameter.Types)}");
            var values = _reader.Texts(parameter, "values").Select(value => value.Text).ToList();
            var known = new TemplateParameter(
                name.Text, _reader.Choice(parameter, "type", "text", TemplateParameter.Types), _reader.Flag(parameter, "many", false), values.Count == 0 ? null : values, parameter.Find("default")?.Value);
            if (known.Default is { } otherwise)
                ParameterValues.Check(findings, known, otherwise);
            parameters.Add(known);
        }

        return parameters;
    }

    private void CheckUses(string id, IReadOnlyList<Node> rules, List<TemplateParameter> parameters)
    {
        var used = rules.SelectMany(UsesIn).ToList();
        foreach (var (name, at) in used.Where(use => parameters.All(parameter => parameter.Name != use.Name)))
            findings.Error("CH3504", at.At, $"template `{id}` has no parameter `{name}`{Similar.Hint(name, parameters.Select(p => p.Name))}", $"declare it under `parameters:`; declared are {string.Join(", ", parameters.Select(p => p.Name))}");
    }

    public static IEnumerable<(string Name, Node.Scalar At)> UsesIn(Node node) => node switch
    {
        Node.Scalar scalar => Use().Matches(scalar.Text).Select(match => (match.Groups[1].Value, scalar)),
        Node.Sequence list => list.Items.SelectMany(UsesIn),
        Node.Mapping mapping => mapping.Entries.SelectMany(entry => UsesIn(entry.Value)),
        _ => [],
    };

    [GeneratedRegex(@"\bparam\(([A-Za-z0-9_-]+)\)", RegexOptions.CultureInvariant)]
    public static partial Regex Use();
}
