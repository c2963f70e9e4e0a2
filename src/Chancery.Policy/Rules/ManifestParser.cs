using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Reads <c>policy.yaml</c>.</summary>
internal sealed class ManifestParser(FindingBag findings)
{
    private static readonly string[] Keys =
        ["apiVersion", "kind", "metadata", "domains", "tenants", "connectors", "baseline", "pipeline", "layers", "gate", "invariants", "limits"];

    private static readonly string[] Layers = ["guard", "platform", "tenant", "site", "department", "user"];

    private readonly Reader _reader = new(findings);

    public Manifest Parse(Node root)
    {
        if (_reader.Mapping(root, "the manifest", Keys) is not { } manifest)
            return Manifest.Empty;
        if (_reader.Text(manifest, "kind") is { Text: not "Manifest" } kind)
            findings.Error("CH1015", kind.At, $"`policy.yaml` is of kind `Manifest`, not `{kind.Text}`", "write `kind: Manifest`, or move the document to another file", "Manifest");
        Limits(manifest);
        return new Manifest(Domains(manifest), Tenants(manifest), Connectors(manifest))
        {
            BaselineNode = manifest.Find("baseline")?.Value,
            Pipeline = Pipeline(manifest),
            Capabilities = Capabilities(manifest),
            ConflictsAreErrors = manifest.Find("gate") is { } gate && _reader.Mapping(gate.Value, "`gate`", "conflicts", "coverage") is { } known && _reader.Choice(known, "conflicts", "warning", "warning", "error") == "error",
        };
    }

    private List<string> Domains(Node.Mapping at) => [.. _reader.Texts(at, "domains").Select(text => DomainFindings.Domain(findings, text)).OfType<string>()];

    private Dictionary<string, IReadOnlyList<string>> Tenants(Node.Mapping manifest)
    {
        var tenants = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (manifest.Find("tenants") is not { } entry)
            return tenants;
        if (entry.Value is not Node.Mapping all)
        {
            findings.Error("CH1103", entry.Value.At, $"`tenants` is a mapping of names, this is {entry.Value.Kind}", "write `tenants: { acme: { domains: [acme.example] } }`");
            return tenants;
        }

        foreach (var (key, value) in all.Entries)
        {
            if (!TenantId.IsWellFormed(key.Text))
                findings.Error("CH1110", key.At, $"`{key.Text}` is no tenant id", "use a-z, 0-9 and -, at most 63 characters");
            else if (_reader.Mapping(value, $"tenant `{key.Text}`", "domains", "title") is { } tenant)
            {
                var domains = Domains(tenant);
                foreach (var shared in domains.Where(domain => tenants.Values.Any(others => others.Contains(domain))))
                    findings.Error("CH3403", key.At, $"domain `{shared}` belongs to two tenants", "keep it at one of them: whose mail is it?");
                tenants[key.Text] = domains;
            }
        }

        return tenants;
    }

    private IReadOnlyList<string> Connectors(Node.Mapping manifest)
    {
        if (manifest.Find("connectors")?.Value is not Node.Mapping named)
            return [.. _reader.Texts(manifest, "connectors").Select(text => text.Text)];
        foreach (var (name, settings) in named.Entries)
        {
            if (settings is not Node.Scalar { Text: "" or "null" })
                _reader.Mapping(settings, $"connector `{name.Text}`", "title", "owner");
        }

        return [.. named.Entries.Select(entry => entry.Key.Text)];
    }

    private IReadOnlyDictionary<Layer, IReadOnlyList<string>> Capabilities(Node.Mapping manifest)
    {
        var all = new Dictionary<Layer, IReadOnlyList<string>>(Manifest.DefaultCapabilities);
        if (manifest.Find("layers") is not { } entry || _reader.Mapping(entry.Value, "`layers`", Layers) is not { } layers)
            return all;
        foreach (var key in layers.Entries.Select(layer => layer.Key).Where(key => Layers.Contains(key.Text)))
        {
            var actions = _reader.Texts(layers, key.Text);
            var known = ActionRegistry.All.Select(action => action.Name).ToList();
            foreach (var action in actions.Where(action => !known.Contains(action.Text)))
            {
                var near = Similar.Nearest(action.Text, known);
                findings.Error("CH4001", action.At, $"unknown action `{action.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}", $"known are {string.Join(", ", known)}", near);
            }

            all[Enum.Parse<Layer>(key.Text, ignoreCase: true)] = [.. actions.Select(action => action.Text)];
        }

        return all;
    }

    private void Limits(Node.Mapping manifest)
    {
        if (manifest.Find("limits") is not { } entry || _reader.Mapping(entry.Value, "`limits`", "recipients-per-copy", "eval-ms") is not { } limits)
            return;
        foreach (var key in limits.Entries.Select(limit => limit.Key.Text))
        {
            if (_reader.Number(limits, key, 1) < 1)
                findings.Error("CH1108", limits.Find(key)!.Value.At, $"`{key}` is a number from 1", "write a number");
        }
    }

    private string[] Pipeline(Node.Mapping manifest)
    {
        if (manifest.Find("pipeline") is not { } pipeline || _reader.Mapping(pipeline.Value, "`pipeline`", "order") is not { } known || known.Find("order") is null)
            return Plans.Stages.DefaultOrder;
        var given = _reader.Texts(known, "order");
        foreach (var stage in given.Where(stage => !Plans.Stages.DefaultOrder.Contains(stage.Text)))
        {
            var near = Similar.Nearest(stage.Text, Plans.Stages.DefaultOrder);
            findings.Error("CH4101", stage.At, $"unknown stage `{stage.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}", $"known are {string.Join(", ", Plans.Stages.DefaultOrder)}", near);
        }

        foreach (var twice in given.GroupBy(stage => stage.Text).Where(same => same.Count() > 1))
            findings.Error("CH4102", twice.Last().At, $"stage `{twice.Key}` stands twice in the order", "keep one of them");
        var order = Plans.Stages.Completed([.. given.Select(stage => stage.Text).Where(Plans.Stages.DefaultOrder.Contains).Distinct()]);
        foreach (var (first, second, why) in Plans.Stages.Constraints)
        {
            if (Array.IndexOf(order, first) < Array.IndexOf(order, second))
                continue;
            var at = given.FirstOrDefault(stage => stage.Text == first) ?? given.FirstOrDefault(stage => stage.Text == second);
            var unsaid = given.All(stage => stage.Text != first) ? first : given.All(stage => stage.Text != second) ? second : null;
            findings.Error(
                "CH4105", at?.At ?? pipeline.Key.At, $"`{first}` is ordered after `{second}`, {why}{(unsaid is null ? "" : $" (`{unsaid}` is not named, and stands before the stages that it precedes by default)")}",
                $"put `{first}` before `{second}`");
        }

        return order;
    }
}
