using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Testing.Coverage;

/// <summary>How one rule came out for one recipient of one case, and what became of that recipient's mail.</summary>
internal sealed record Observation(RuleTrace Trace, GroupDecision Group, FactSet Facts)
{
    /// <summary>Which branches were taken; two observations that differ here differ in what the rule did.</summary>
    public string Outcome { get; } = string.Join(',', Trace.Branches.Count > 0 ? Trace.Branches : [Trace.Result]);

    /// <summary>One letter per atom: t, f, u, or a dash for what was not needed.</summary>
    public string Letters { get; } = new([.. Trace.Atoms.Select(atom => atom[^1])]);

    public bool IsTaken(int branch) => branch < Trace.Branches.Count ? Trace.Branches[branch] != "false" : Trace.Result != "false";

    public static IEnumerable<Observation> Of(Decision decision, FactSet facts) =>
        from trace in decision.Trace
        from grouped in decision.Groups.SelectMany(same => same.To.Select(to => (To: to, Group: same)))
        where trace.For.Count == 0 || trace.For.Contains(grouped.To, StringComparer.OrdinalIgnoreCase)
        select new Observation(trace, grouped.Group, facts);
}
