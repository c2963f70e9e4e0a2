using Chancery.Policy.Conditions;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Testing.Coverage;

/// <summary>What the tests showed of one rule.</summary>
/// <param name="Must">It applied for certain at least once.</param>
/// <param name="May">It applied through unknown facts at least once; null where its facts are always known.</param>
public sealed record RuleCoverage(string Id, string File, int Line, bool IsGuard, bool Must, bool? May)
{
    public IReadOnlyList<BranchCoverage> Branches { get; init; } = [];

    public IReadOnlyList<MethodCoverage> Methods { get; init; } = [];

    public IReadOnlyList<AtomCoverage> Atoms { get; init; } = [];

    /// <summary>Facts of a guard that cost decoding or a network, and whether a case had them unknown.</summary>
    public IReadOnlyList<UnknownCoverage> Unknown { get; init; } = [];

    internal static RuleCoverage Of(RuleSet set, Rule rule, IReadOnlyList<Observation> observations)
    {
        var guard = set.Layer == Layer.Guard;
        var facts = rule.Branches.SelectMany(branch => branch.If.Facts).Distinct().ToList();
        return new RuleCoverage(rule.FullId, rule.At.File, rule.At.Line, guard, observations.Any(o => o.Trace.Result == "must"), MayBeUnknown(facts) ? observations.Any(o => o.Trace.Result == "may") : null)
        {
            Branches = [.. rule.Branches.Select((branch, i) => BranchOf(rule, branch, i, observations))],
            Methods = [.. rule.Branches.SelectMany((branch, i) => MethodsOf(branch, [.. observations.Where(o => o.IsTaken(i) && o.Group.Rules.Any(hit => hit.Id == rule.FullId))]))],
            Atoms = AtomsOf(observations),
            Unknown = guard ? [.. facts.Where(IsCostly).Select(fact => new UnknownCoverage(fact, observations.Any(o => WasUnknown(o, fact))))] : [],
        };
    }

    private static BranchCoverage BranchOf(Rule rule, Branch branch, int i, IReadOnlyList<Observation> observations)
    {
        var name = i == 0 ? "then" : i == rule.Branches.Count - 1 && branch.If is Always ? "else" : $"elseIf {i}";
        return new BranchCoverage(name, observations.Any(o => o.IsTaken(i)), i == 0 && branch.If is Always ? null : observations.Any(o => !o.IsTaken(i)));
    }

    private static IEnumerable<MethodCoverage> MethodsOf(Branch branch, IReadOnlyList<Observation> taken)
    {
        foreach (var protect in branch.Then.Where(action => action.Name == "protect"))
        {
            var methods = protect.List("with");
            foreach (var method in methods)
                yield return new MethodCoverage(method, protect.At.Line, taken.Any(o => o.Group.Plan.Protection is { } realised && Names.Of(realised) == method));
            // `plain` is always possible, so nothing comes after it.
            if (!methods.Contains("plain"))
                yield return new MethodCoverage("otherwise", protect.At.Line, taken.Any(o => IsOtherwise(o.Group.Plan)));
        }
    }

    private static bool IsOtherwise(Plan plan) =>
        plan.Disposition is Disposition.Hold or Disposition.Reject && plan.Protection is null && (plan.Acceptable.Count == 0 || plan.Tried.Count > 0 && plan.Tried.All(tried => !tried.Ok));

    private static List<AtomCoverage> AtomsOf(IReadOnlyList<Observation> observations)
    {
        if (observations.Count == 0)
            return [];
        var atoms = observations[0].Trace.Atoms.Select(atom => atom[..^2]).ToList();
        return [.. Flips.Of(observations, atoms.Count).Select((flips, i) => new AtomCoverage(atoms[i], flips))];
    }

    private static bool MayBeUnknown(IEnumerable<string> facts) => facts.Any(fact => FactRegistry.CostOf(fact) >= CostClass.C2);

    private static bool IsCostly(string fact) => FactRegistry.Find(fact)?.Cost is CostClass.C3 or CostClass.C4;

    private static bool WasUnknown(Observation observation, string fact) =>
        observation.Facts.All.Any(entry => entry.Value is Facts.Fact.Unknown && (entry.Key.Name == fact || entry.Key.Name.StartsWith(fact + ".", StringComparison.Ordinal)));
}

/// <param name="Name"><c>then</c>, <c>elseIf 1</c>, <c>else</c>.</param>
/// <param name="NotTaken">Null where the branch is always taken.</param>
public sealed record BranchCoverage(string Name, bool Taken, bool? NotTaken);

/// <param name="Method">An entry of <c>with</c>, or <c>otherwise</c>.</param>
public sealed record MethodCoverage(string Method, int Line, bool Realised);

/// <param name="Flips">Two cases show that this atom alone changes what the rule does.</param>
public sealed record AtomCoverage(string Text, bool Flips);

public sealed record UnknownCoverage(string Fact, bool Seen);

public sealed record SetCoverage(string Id, string File, bool Applied);
