using Chancery.Policy.Conditions;
using Chancery.Policy.Literals;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>What <c>policy.yaml</c> says (R38).</summary>
internal sealed record Manifest(IReadOnlyList<string> Domains, IReadOnlyDictionary<string, IReadOnlyList<string>> Tenants, IReadOnlyList<string> Connectors)
{
    public IReadOnlyList<Rule> Baseline { get; init; } = [];

    public IReadOnlyList<string> Pipeline { get; init; } = Plans.Stages.DefaultOrder;

    /// <summary>The baseline as the set of least authority.</summary>
    public RuleSet BaselineSet => new("baseline", "policy.yaml", Layer.Baseline, 0, false, []) { Baseline = Baseline };

    public static Manifest Empty { get; } = new([], new Dictionary<string, IReadOnlyList<string>>(), []);
}

/// <summary>Reads <c>policy.yaml</c>.</summary>
internal sealed class ManifestParser(FindingBag findings)
{
    private static readonly string[] Keys =
        ["apiVersion", "kind", "metadata", "domains", "tenants", "connectors", "baseline", "pipeline", "layers", "gate", "invariants", "limits"];

    private readonly Reader _reader = new(findings);

    public Manifest Parse(Node root)
    {
        if (_reader.Mapping(root, "the manifest", Keys) is not { } manifest)
            return Manifest.Empty;
        var connectors = Connectors(manifest);
        return new Manifest(Domains(manifest), Tenants(manifest), connectors)
        {
            Baseline = manifest.Find("baseline") is { } baseline
                ? new RuleSetParser(findings, new Vocabulary.Names(connectors)).Entries(baseline.Value, "baseline", Layer.Baseline) : [],
            Pipeline = Pipeline(manifest),
        };
    }

    private List<string> Domains(Node.Mapping at)
    {
        var domains = new List<string>();
        foreach (var text in _reader.Texts(at, "domains"))
        {
            if (DomainLiteral.Normalise(text.Text) is { } domain)
                domains.Add(domain);
            else
                findings.Error("CH1108", text.At, $"`{text.Text}` is no domain", "write a name like `acme.example`");
        }

        return domains;
    }

    private Dictionary<string, IReadOnlyList<string>> Tenants(Node.Mapping manifest)
    {
        var tenants = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (manifest.Find("tenants")?.Value is not Node.Mapping all)
            return tenants;
        foreach (var (key, value) in all.Entries)
        {
            if (!TenantId.IsWellFormed(key.Text))
                findings.Error("CH1110", key.At, $"`{key.Text}` is no tenant id", "use a-z, 0-9 and -, at most 63 characters");
            else if (_reader.Mapping(value, $"tenant `{key.Text}`", "domains", "title") is { } tenant)
                tenants[key.Text] = Domains(tenant);
        }

        return tenants;
    }

    private IReadOnlyList<string> Connectors(Node.Mapping manifest) => manifest.Find("connectors")?.Value switch
    {
        Node.Mapping named => [.. named.Entries.Select(entry => entry.Key.Text)],
        null => [],
        _ => [.. _reader.Texts(manifest, "connectors").Select(text => text.Text)],
    };

    private string[] Pipeline(Node.Mapping manifest)
    {
        if (manifest.Find("pipeline") is not { } pipeline || _reader.Mapping(pipeline.Value, "`pipeline`", "order") is not { } known || known.Find("order") is null)
            return Plans.Stages.DefaultOrder;
        var given = _reader.Texts(known, "order");
        foreach (var stage in given.Where(stage => !Plans.Stages.DefaultOrder.Contains(stage.Text)))
            findings.Error("CH4101", stage.At, $"unknown stage `{stage.Text}`{Similar.Hint(stage.Text, Plans.Stages.DefaultOrder)}", $"known are {string.Join(", ", Plans.Stages.DefaultOrder)}");
        var order = given.Select(stage => stage.Text).ToList();
        foreach (var (first, second, why) in Plans.Stages.Constraints)
        {
            if (order.IndexOf(first) is >= 0 and var a && order.IndexOf(second) is >= 0 and var b && a > b)
                findings.Error("CH4105", given[a].At, $"`{first}` is ordered after `{second}`, {why}", $"put `{first}` before `{second}`");
        }

        return [.. order, .. Plans.Stages.DefaultOrder.Where(stage => !order.Contains(stage))];
    }
}
