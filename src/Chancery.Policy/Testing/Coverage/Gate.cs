using System.Globalization;
using Chancery.Policy.Loading;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Testing.Coverage;

/// <summary>
/// How much coverage is wanted (language, section 2). The defaults are advice; what <c>gate: { coverage: … }</c> in
/// <c>policy.yaml</c> says is demanded: <c>true</c> for the defaults, or percentages by metric.
/// </summary>
internal sealed record Gate(bool DefaultsDemanded, IReadOnlyDictionary<string, int> Demanded)
{
    public static readonly IReadOnlyDictionary<string, int> Defaults = new Dictionary<string, int>
    {
        ["rule-must"] = 100,
        ["rule-may"] = 100,
        ["branch"] = 90,
        ["mcdc-guards"] = 100,
        ["mcdc"] = 70,
        ["method"] = 100,
        ["scope"] = 100,
        ["unknown"] = 100,
    };

    public IReadOnlyList<Findings.Finding> Findings { get; private init; } = [];

    public int PercentOf(string metric) => Demanded.GetValueOrDefault(metric, Defaults[metric]);

    public bool Demands(string metric) => DefaultsDemanded || Demanded.ContainsKey(metric);

    public static Gate In(string folder)
    {
        var ignored = new FindingBag();
        var manifest = PolicyFiles.In(folder).FirstOrDefault(file => file.IsManifest)?.Read(ignored) as Node.Mapping;
        var coverage = (manifest?.Find("gate")?.Value as Node.Mapping)?.Find("coverage")?.Value;
        var findings = new FindingBag();
        var demanded = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, value) in (coverage as Node.Mapping)?.Entries ?? [])
        {
            if (!Defaults.ContainsKey(key.Text))
                findings.Error("CH1101", key.At, $"unknown key `{key.Text}` in `coverage`{Similar.Hint(key.Text, Defaults.Keys)}", $"known are {string.Join(", ", Defaults.Keys)}", Similar.Nearest(key.Text, Defaults.Keys));
            else if (value is Node.Scalar percent && int.TryParse(percent.Text.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100)
                demanded[key.Text] = number;
            else
                findings.Error("CH1108", value.At, $"`{key.Text}` is a percentage", "write a number from 0 to 100");
        }

        if (coverage is Node.Scalar { Text: not ("true" or "false") } other)
            findings.Error("CH1108", other.At, $"`coverage` is true, false or percentages by metric, not `{other.Text}`", "write `coverage: true`");
        return new Gate(coverage is Node.Scalar { Text: "true" }, demanded) { Findings = findings.Sorted };
    }
}
