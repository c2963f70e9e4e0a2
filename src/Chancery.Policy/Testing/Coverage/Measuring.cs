namespace Chancery.Policy.Testing.Coverage;

/// <summary>Counts what is covered by metric, and names what is not.</summary>
internal static class Measuring
{
    public static (IReadOnlyList<Metric> Metrics, IReadOnlyList<Uncovered> Uncovered) Of(IReadOnlyList<RuleCoverage> rules, IReadOnlyList<SetCoverage> sets, Gate gate)
    {
        var counted = new Counted(gate);
        foreach (var rule in rules)
        {
            counted.Count("rule-must", rule.Must, rule.File, rule.Line, new($"{rule.Id} never applied for certain", $"{rule.Id} hat nie sicher gegriffen"));
            if (rule is { IsGuard: true, May: { } may })
                counted.Count("rule-may", may, rule.File, rule.Line, new($"{rule.Id} never applied through an unknown fact", $"{rule.Id} hat nie durch einen unbekannten Fakt gegriffen"));
            Branches(rule, counted);
            Atoms(rule, counted);
            foreach (var method in rule.Methods.Where(_ => rule.IsGuard))
                counted.Count("method", method.Realised, rule.File, method.Line, new($"{rule.Id}: {method.Method} was never reached", $"{rule.Id}: {method.Method} wurde nie erreicht"));
            foreach (var fact in rule.Unknown)
                counted.Count("unknown", fact.Seen, rule.File, rule.Line, new($"{rule.Id}: {fact.Fact} was never unknown", $"{rule.Id}: {fact.Fact} war nie unbekannt"));
        }

        foreach (var set in sets)
            counted.Count("scope", set.Applied, set.File, 1, new($"{set.Id} spoke about no mail", $"{set.Id} galt für keine Mail"));
        return (counted.Metrics, counted.Uncovered);
    }

    private static void Branches(RuleCoverage rule, Counted counted)
    {
        foreach (var branch in rule.Branches)
        {
            counted.Count("branch", branch.Taken, rule.File, rule.Line, new($"{rule.Id}: `{branch.Name}` was never taken", $"{rule.Id}: `{branch.Name}` wurde nie genommen"));
            if (branch.NotTaken is { } notTaken)
                counted.Count("branch", notTaken, rule.File, rule.Line, new($"{rule.Id}: `{branch.Name}` was always taken", $"{rule.Id}: `{branch.Name}` wurde immer genommen"));
        }
    }

    private static void Atoms(RuleCoverage rule, Counted counted)
    {
        var metric = rule.IsGuard ? "mcdc-guards" : "mcdc";
        foreach (var atom in rule.Atoms)
            counted.Count(metric, atom.Flips, rule.File, rule.Line, new($"{rule.Id}: no two cases differ in {atom.Text} alone", $"{rule.Id}: keine zwei Fälle unterscheiden sich allein in {atom.Text}"));
        if (rule.Atoms.Count == 0 && !rule.Must && rule.Branches.Any(branch => branch.NotTaken is not null))
            counted.Count(metric, false, rule.File, rule.Line, new($"{rule.Id} was never looked at", $"{rule.Id} wurde nie geprüft"));
    }

    private sealed class Counted(Gate gate)
    {
        private static readonly (string Metric, string Code)[] Codes =
        [
            ("rule-must", "CH6101"), ("rule-may", "CH6102"), ("branch", "CH6103"), ("mcdc-guards", "CH6104"), ("mcdc", "CH6104"),
            ("method", "CH6105"), ("scope", "CH6106"), ("unknown", "CH6107"),
        ];

        private readonly Dictionary<string, (int Covered, int Total)> _counts = new(StringComparer.Ordinal);
        private readonly List<Uncovered> _uncovered = [];

        public IReadOnlyList<Uncovered> Uncovered => _uncovered;

        public IReadOnlyList<Metric> Metrics => [.. Codes.Select(entry => MetricOf(entry.Metric, entry.Code))];

        public void Count(string metric, bool covered, string file, int line, Wording what)
        {
            var (sum, total) = _counts.GetValueOrDefault(metric);
            _counts[metric] = (sum + (covered ? 1 : 0), total + 1);
            if (!covered)
                _uncovered.Add(new Uncovered(metric, file, line, what));
        }

        private Metric MetricOf(string name, string code)
        {
            var (covered, total) = _counts.GetValueOrDefault(name);
            return new Metric(name, code, covered, total, gate.PercentOf(name), gate.Demands(name));
        }
    }
}
