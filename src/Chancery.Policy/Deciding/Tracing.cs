using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Deciding;

/// <summary>Tells afterwards how the rules came out, atom by atom (language, section 6). A decision is pure, so it can be asked again.</summary>
/// <param name="withPlan">By recipient: what was known when the rules of <c>finally</c> were judged; null where there are none.</param>
internal sealed class Tracing(CompiledPolicy policy, DecisionRequest request, IReadOnlyList<FactSet?> withPlan)
{
    private readonly IReadOnlyList<SetProgram> _sets = request.Copy is null ? policy.Sets : policy.Guards;
    private readonly string[] _addresses = [.. request.Recipients.Select(recipient => DomainLiteral.NormaliseAddress(recipient.Address))];

    /// <param name="full">Every rule; else those that applied and those that one atom kept from it.</param>
    public IReadOnlyList<RuleTrace> Lines(bool full)
    {
        var lines = request.Recipients.SelectMany((recipient, i) => Of(i, full).Select(line => (recipient.Address, Line: line))).GroupBy(entry => entry.Line);
        return [.. lines.Select(same => same.Key.ToTrace(same.Count() == request.Recipients.Count ? [] : [.. same.Select(entry => entry.Address)]))];
    }

    /// <summary>Recipients for whom a rule came out the same share a line.</summary>
    private IEnumerable<RuleLine> Of(int index, bool full)
    {
        var v = new Valuation(request.Facts, _addresses, _addresses[index], policy.NewMemory()) { At = request.At, Needs = new HashSet<FactKey>() };
        var seen = new List<SeenRule>();
        var collector = new Collector(_sets, request.At, v, seen).Collect();
        var exempted = collector.Exempted;
        var lines = LinesOf(seen, v, exempted, full);
        if (withPlan[index] is not { } known)
            return lines;
        var (later, late) = (v.Knowing(known), new List<SeenRule>());
        new Collector(_sets, request.At, later, late).CollectFinally();
        return lines.Concat(LinesOf(late, later, exempted, full));
    }

    private static List<RuleLine> LinesOf(List<SeenRule> seen, Valuation v, IReadOnlyDictionary<string, string> exempted, bool full) =>
        [.. seen.Where(rule => full || RuleLine.IsWorthTelling(rule, v)).Select(rule => RuleLine.Of(rule, v, exempted))];
}

/// <summary>How a rule came out.</summary>
internal sealed record RuleLine(string Id, string At, string Result, EquatableList<string> Atoms, string Effect, EquatableList<string> Branches)
{
    /// <summary>It applied, or all of its tests held but one (a near miss).</summary>
    public static bool IsWorthTelling(SeenRule seen, Valuation v) => seen.Truth != Truth.False || Array.Exists(seen.Rule.Ifs, test => test.MissedByOne(v));

    public static RuleLine Of(SeenRule seen, Valuation v, IReadOnlyDictionary<string, string> exempted)
    {
        var (rule, truth) = (seen.Rule.Rule, seen.Truth);
        var atoms = seen.Rule.Ifs.SelectMany(test => test.Atoms(v)).Select(atom => $"{atom.Text}:{Letter(atom.Truth)}");
        var effect = truth == Truth.False ? "" : string.Join(", ", EffectsOf(seen.Rule, v).Distinct());
        if (!seen.Rule.Counts && effect.Length > 0)
            effect = $"simulated: {effect}";
        else if (truth != Truth.False && (exempted.GetValueOrDefault(rule.FullId) ?? exempted.GetValueOrDefault(rule.Id)) is { } by)
            effect = $"exempted by {by}: {effect}";
        return new RuleLine(rule.FullId, $"{rule.At.File}:{rule.At.Line}", NameOf(truth), [.. atoms], effect, [.. BranchesOf(seen.Rule, v).Select(NameOf)]);
    }

    public RuleTrace ToTrace(IReadOnlyList<string> recipients) => new(Id, At, recipients, Result, Atoms, Effect) { Branches = Branches };

    private static IEnumerable<Truth> BranchesOf(RuleProgram rule, Valuation v)
    {
        var reached = Truth.True;
        foreach (var test in rule.Ifs)
        {
            var holds = test.Evaluate(v);
            yield return reached.And(holds);
            reached = reached.And(holds.Not());
        }
    }

    private static string NameOf(Truth truth) => truth switch { Truth.True => "must", Truth.Unknown => "may", _ => "false" };

    /// <summary>The actions of the branches that may have been reached.</summary>
    private static IEnumerable<string> EffectsOf(RuleProgram rule, Valuation v)
    {
        foreach (var (test, then) in rule.Ifs.Zip(rule.Thens))
        {
            var truth = test.Evaluate(v);
            foreach (var action in then.Where(_ => truth != Truth.False))
                yield return action.Methods.Count > 0 ? $"protect∩[{string.Join(",", action.Methods.Select(Names.Of))}]" : action.Name;
            if (truth == Truth.True)
                yield break;
        }
    }

    /// <summary>A dash for what did not have to be asked.</summary>
    private static string Letter(Truth truth) => truth switch { Truth.True => "t", Truth.False => "f", Truth.Unknown => "u", _ => "-" };
}
