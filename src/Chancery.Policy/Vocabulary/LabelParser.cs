using System.Globalization;
using Chancery.Policy.Conditions;
using Chancery.Policy.Reading;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Vocabulary;

/// <summary>Reads <c>labels: { values, sources, combine, missing }</c>.</summary>
internal sealed class LabelParser(Operands operands, Reader reader)
{
    /// <summary>Kinds of labels that are recognised wherever they stand (R8).</summary>
    private static readonly string[] Schemes = ["purview", "vs-nfd", "tisax", "tlp", "protective-marking", "sio", "sensitivity", "ms-classification"];

    private static readonly string[] Places = ["subject", "body", "attachments.text"];

    private FindingBag Findings => operands.Findings;

    public LabelScheme? Parse(Node node)
    {
        if (reader.Mapping(node, "`labels`", "values", "sources", "combine", "missing") is not { } labels)
            return null;
        var values = reader.List(labels, "values", "labels").Select(Value).OfType<Label>().ToList();
        if (values.Count == 0)
            Findings.Error("CH1104", labels.At, "`labels` has no values", "write `values: [ { id: internal, rank: 1 } ]`");
        foreach (var twice in values.GroupBy(label => label.Id).Where(same => same.Count() > 1))
            Findings.Error("CH3304", twice.Last().At, $"label `{twice.Key}` is declared twice", "keep one of them");
        var known = values.Select(label => label.Id).Distinct().ToDictionary(id => id, id => id);
        var sources = reader.List(labels, "sources", "sources").Select(source => Source(source, known)).OfType<LabelSource>().ToList();
        reader.Choice(labels, "combine", "highest", "highest");
        var missing = reader.Text(labels, "missing");
        if (missing is not null)
            Refer(missing, known);
        return new LabelScheme(values, sources.Any(source => Channel.OutsidersSay(source.Trust))) { Missing = missing?.Text, Sources = sources };
    }

    private Label? Value(Node node)
    {
        if (reader.Mapping(node, "a label", "id", "rank", "methods", "title") is not { } label)
            return null;
        if (reader.Text(label, "id") is not { } id || label.Find("rank") is null)
        {
            Findings.Error("CH1104", label.At, "a label needs `id` and `rank`", "write `{ id: confidential, rank: 2 }`");
            return null;
        }

        var methods = reader.Texts(label, "methods");
        foreach (var method in methods.Where(method => !ActionRegistry.MethodNames.Contains(method.Text)))
            Findings.Error(
                "CH1107", method.At, $"unknown value `{method.Text}` of `methods`{Similar.Hint(method.Text, ActionRegistry.MethodNames)}",
                $"known are {string.Join(", ", ActionRegistry.MethodNames)}", Similar.Nearest(method.Text, ActionRegistry.MethodNames));
        return new Label(id.Text, reader.Number(label, "rank", 0), [.. methods.Select(method => method.Text).Where(ActionRegistry.MethodNames.Contains)], id.At);
    }

    private LabelSource? Source(Node node, Dictionary<string, string> labels)
    {
        if (node is not Node.Mapping { Entries: [var (kind, value)] })
        {
            Findings.Error("CH1103", node.At, "a source is one kind with its parameters", "write `- header: { name: X-Class, map: { A: internal }, trust: internal }`");
            return null;
        }

        string[]? keys = kind.Text switch
        {
            "purview" => ["tenantId", "map", "trust"],
            "header" => ["name", "map", "trust"],
            "marking" => ["regex", "in", "label", "trust"],
            var scheme when Schemes.Contains(scheme) => ["map", "trust"],
            _ => null,
        };
        if (keys is null)
        {
            var known = Schemes.Concat(["header", "marking"]).ToList();
            var near = Similar.Nearest(kind.Text, known);
            Findings.Error("CH1101", kind.At, $"unknown source of labels `{kind.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}", $"known are {string.Join(", ", known)}", near);
            return null;
        }

        return reader.Mapping(value, $"source `{kind.Text}`", keys) is { } source ? Source(kind, source, keys, labels) : null;
    }

    private LabelSource? Source(Node.Scalar kind, Node.Mapping source, string[] keys, Dictionary<string, string> labels)
    {
        foreach (var missing in keys.Where(key => key is not ("in" or "trust") && source.Find(key) is null))
            Findings.Error("CH1104", kind.At, $"source `{kind.Text}` needs `{missing}`", $"add `{missing}:`");
        if (source.Find("map") is { Value: not Node.Mapping } wrong)
            Findings.Error("CH1103", wrong.Value.At, $"`map` is a mapping of values to labels, this is {wrong.Value.Kind}", "write `map: { A: internal, B: confidential }`");
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (value, label) in ((source.Find("map")?.Value as Node.Mapping)?.Entries ?? []).Select(entry => (entry.Key, entry.Value as Node.Scalar)))
        {
            if (label is null)
                continue;
            Refer(label, labels);
            map[value.Text] = label.Text;
        }

        var (named, tenant) = (reader.Text(source, "label"), reader.Text(source, "tenantId"));
        if (named is not null)
            Refer(named, labels);
        if (tenant is not null && !Guid.TryParseExact(tenant.Text, "D", out _))
            Findings.Error("CH1108", tenant.At, string.Create(CultureInfo.InvariantCulture, $"`{tenant.Text}` is no tenant id of Purview"), "write it as `11111111-2222-3333-4444-555555555555`");
        if (source.Find("trust") is { } trust)
        {
            return Channel.Parse(operands, trust.Value) is not { } channel ? null : new LabelSource(kind.Text, channel.Said)
            {
                Map = map,
                TenantId = tenant?.Text,
                HeaderName = reader.Text(source, "name")?.Text,
                Pattern = reader.Text(source, "regex") is { } regex ? operands.Names.Patterns.Written(Findings, regex, sensitive: false) : null,
                Label = named?.Text,
                Places = DetectorParser.Where(reader, source, Places),
            };
        }

        Findings.Error("CH2101", kind.At, $"source `{kind.Text}` has no trust level", $"add `trust: internal`, `authenticated`, `any` or `connector(…)`{Channel.Connectors(operands.Names)}", why: "anyone on the Internet can send such a label");
        return null;
    }

    private void Refer(Node.Scalar label, Dictionary<string, string> labels) => operands.Declared("CH3203", "label", label, label.Text, labels, "`labels:`");
}
