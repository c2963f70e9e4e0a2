using Chancery.Policy.Deciding;
using Chancery.Policy.Findings;
using Chancery.Policy.Testing.Running;

namespace Chancery.Policy.Testing.Coverage;

/// <summary>What the tests of a policy showed of its rules, and what they did not.</summary>
public sealed record CoverageReport(IReadOnlyList<RuleCoverage> Rules, IReadOnlyList<SetCoverage> Sets, IReadOnlyList<Metric> Metrics, IReadOnlyList<Uncovered> Uncovered)
{
    /// <summary>What is less than wanted: warnings, or errors where the manifest demands it.</summary>
    public IReadOnlyList<Finding> Findings { get; private init; } = [];

    internal static CoverageReport Of(IEnumerable<IPolicy> policies, IReadOnlyList<(IPolicy Policy, Answer Answer)> judged, Gate gate)
    {
        var (rules, sets) = (new List<RuleCoverage>(), new List<SetCoverage>());
        foreach (var policy in policies.OfType<CompiledPolicy>())
        {
            var seen = judged.Where(entry => entry.Policy == policy).SelectMany(entry => Observation.Of(entry.Answer.Decision, entry.Answer.Facts))
                .ToLookup(observation => (observation.Trace.Id, observation.Trace.At));
            foreach (var set in policy.Sets.Select(program => program.Set))
            {
                var own = set.Baseline.Concat(set.Rules).Concat(set.Finally).Select(rule => (Rule: rule, Seen: seen[(rule.FullId, $"{rule.At.File}:{rule.At.Line}")].ToList())).ToList();
                rules.AddRange(own.Select(entry => RuleCoverage.Of(set, entry.Rule, entry.Seen)));
                if (own.Count > 0)
                    sets.Add(new SetCoverage(set.Id, own[0].Rule.At.File, own.Exists(entry => entry.Seen.Count > 0)));
            }
        }

        var (metrics, uncovered) = Measuring.Of(rules, sets, gate);
        return new CoverageReport(rules, sets, metrics, uncovered) { Findings = [.. gate.Findings, .. Shortfalls(metrics, uncovered)] };
    }

    private static IEnumerable<Finding> Shortfalls(IReadOnlyList<Metric> metrics, IReadOnlyList<Uncovered> uncovered) =>
        from metric in metrics
        where !metric.IsEnough
        let first = uncovered.First(place => place.Metric == metric.Name)
        select new Finding(
            metric.Code, metric.IsDemanded ? Severity.Error : Severity.Warning, first.File, first.Line, 1, 0,
            $"coverage {metric.Name} is {metric.Percent} % ({metric.Covered} of {metric.Total}), {metric.Wanted} % is wanted; here: {first.What.English}",
            "add a case that shows it, or change `gate: { coverage: … }` in policy.yaml");
}
