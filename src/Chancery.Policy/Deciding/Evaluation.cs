using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>One call of Decide: every recipient for himself, then groups of equal plans.</summary>
internal sealed class Evaluation(IReadOnlyList<RuleSet> sets, IReadOnlyList<string> pipeline, string digest, DecisionRequest request)
{
    private readonly HashSet<FactKey> _pending = [];
    private readonly List<string> _addresses = [.. request.Recipients.Select(recipient => DomainLiteral.NormaliseAddress(recipient.Address))];

    public DecisionStep Step()
    {
        var single = request.Recipients.Select(ForRecipient).ToList();
        if (single.Any(result => result is null))
        {
            var cheapest = _pending.Min(key => FactRegistry.CostOf(key.Name));
            return new DecisionStep.Needs([.. _pending.Where(key => FactRegistry.CostOf(key.Name) == cheapest).OrderBy(key => key.ToString(), StringComparer.Ordinal)]);
        }

        return new DecisionStep.Decided(new Decision(digest, Grouping.Of(single!), TraceOf(single!))
        {
            Unknown = [.. request.Facts.All.Where(entry => entry.Value is Fact.Unknown)
                .Select(entry => new UnknownFact(entry.Key, ((Fact.Unknown)entry.Value).Reason))
                .OrderBy(unknown => unknown.Key.ToString(), StringComparer.Ordinal)],
        });
    }

    public static Decision Held(string digest, DecisionRequest request, string reason)
    {
        var plan = new Plan { Disposition = Disposition.Hold, Hold = new HoldTerms([reason], [], 1, TimeSpan.FromDays(3), "reject") };
        return new Decision(digest, [new GroupDecision([.. request.Recipients.Select(recipient => recipient.Address)], false, plan, [])], []);
    }

    /// <summary>Null while a fact is missing that this recipient's plan depends on.</summary>
    private RecipientPlan? ForRecipient(DecisionRecipient recipient)
    {
        var address = DomainLiteral.NormaliseAddress(recipient.Address);
        var v = new Valuation(request.Facts, _addresses, address, _pending);
        var collector = new Collector(request.Copy is null ? sets : [.. sets.Where(set => set.Layer == Layer.Guard)], request.At, v);
        var contributions = collector.Collect();
        if (collector.IsPending)
            return null;
        var joined = new Joined(request.Copy is { } methods ? CopyContributions.Of(contributions, methods) : contributions);
        var known = new Knowledge(v);
        var refused = request.Refused.GetValueOrDefault(recipient.Address.ToLowerInvariant()) ?? new Dictionary<Method, string>();
        return new Planner(joined, known, refused, pipeline).Plan() is { } plan
            ? new RecipientPlan(recipient, plan, joined.Hits, [.. collector.Seen.Select(seen => RuleLine.Of(seen.Rule, seen.Truth, v.Silent()))]) : null;
    }

    /// <summary>Recipients for whom a rule came out the same share a line.</summary>
    private static List<RuleTrace> TraceOf(IReadOnlyList<RecipientPlan> plans) =>
    [
        .. plans
            .SelectMany(plan => plan.Lines.Select(line => (plan.Recipient.Address, line)))
            .GroupBy(entry => entry.line)
            .Select(same => same.Key.ToTrace(same.Count() == plans.Count ? [] : [.. same.Select(entry => entry.Address)])),
    ];
}

/// <summary>One recipient's plan with its reasons.</summary>
internal sealed record RecipientPlan(DecisionRecipient Recipient, Plan Plan, EquatableList<RuleHit> Hits, IReadOnlyList<RuleLine> Lines);

/// <summary>How a rule came out.</summary>
internal sealed record RuleLine(string Id, string At, string Result, EquatableList<string> Atoms, string Effect, EquatableList<string> Branches)
{
    public static RuleLine Of(Rule rule, Truth truth, Valuation v)
    {
        var atoms = rule.Branches.SelectMany(branch => branch.If.Atoms(v)).Select(atom => $"{atom.Text}:{Letter(atom.Truth)}");
        var effect = truth == Truth.False ? "" : string.Join(", ", rule.Actions.Select(action => action.Name).Distinct());
        return new RuleLine(rule.FullId, $"{rule.At.File}:{rule.At.Line}", Name(truth), [.. atoms], effect, [.. BranchesOf(rule, v).Select(Name)]);
    }

    public RuleTrace ToTrace(IReadOnlyList<string> recipients) => new(Id, At, recipients, Result, Atoms, Effect) { Branches = Branches };

    private static IEnumerable<Truth> BranchesOf(Rule rule, Valuation v)
    {
        var reached = Truth.True;
        foreach (var branch in rule.Branches)
        {
            var holds = branch.If.Evaluate(v);
            yield return reached.And(holds);
            reached = reached.And(holds.Not());
        }
    }

    private static string Name(Truth truth) => truth switch { Truth.True => "must", Truth.Unknown => "may", _ => "false" };

    /// <summary>A dash for what did not have to be asked.</summary>
    private static string Letter(Truth truth) => truth switch { Truth.True => "t", Truth.False => "f", Truth.Unknown => "u", _ => "-" };
}
