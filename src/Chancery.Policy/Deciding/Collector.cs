using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>What all rules contribute for one recipient (language, 1.9.1, 1.9.2, R4, R31).</summary>
internal sealed class Collector(IReadOnlyList<RuleSet> sets, DateTimeOffset at, Valuation v)
{
    private readonly List<Contribution> _contributions = [];
    private readonly List<(Rule Rule, Truth Truth)> _seen = [];
    private int _position;

    /// <summary>A rule's result still depends on facts that nobody fetched.</summary>
    public bool IsPending { get; private set; }

    public IReadOnlyList<(Rule Rule, Truth Truth)> Seen => _seen;

    public IReadOnlyList<Contribution> Collect()
    {
        Layer? stopped = null;
        foreach (var set in sets)
        {
            if (stopped == set.Layer)
                continue;
            if (EvaluateSet(set) == Stop.Layer)
                stopped = set.Layer;
        }

        return WithoutExempted();
    }

    private Stop EvaluateSet(RuleSet set)
    {
        var scope = ScopeOf(set);
        if (scope == Truth.False)
            return Stop.None;
        foreach (var rule in set.Baseline)
            Evaluate(set, rule, scope);
        var truths = new List<Truth>();
        foreach (var rule in set.Rules.Where(rule => rule.IsValidAt(at)))
        {
            var truth = Evaluate(set, rule, scope);
            truths.Add(truth);
            // What comes after a rule that may end the set is not looked at before that rule is decided.
            if (truth == Truth.Pending && (set.FirstOnly || rule.Stop != Stop.None))
                return Stop.Layer;
            // A set on trial ends itself as it would, and nobody else.
            if (truth == Truth.True && rule.Stop != Stop.None)
                return set.Enforced ? rule.Stop : Stop.Set;
            if (truth == Truth.True && set.FirstOnly)
                break;
        }

        AddDefaults(set, truths);
        return Stop.None;
    }

    /// <summary>All branches whose guard may hold contribute; with an unknown condition those of both branches.</summary>
    private Truth Evaluate(RuleSet set, Rule rule, Truth scope)
    {
        var (before, whole) = (scope, Truth.False);
        foreach (var branch in rule.Branches)
        {
            var reached = before;
            var truth = reached == Truth.False ? Truth.False : v.Aside(aside => reached.And(branch.If.Evaluate(aside)));
            Add(set, rule.FullId, rule.Id, branch.Then, truth);
            whole = whole.Or(truth);
            before = before == Truth.False ? before : reached.And(branch.If.Evaluate(v.Silent()).Not());
        }

        _seen.Add((rule, whole));
        return whole;
    }

    private void Add(RuleSet set, string fullId, string id, IReadOnlyList<ActionUse> actions, Truth truth)
    {
        IsPending |= truth == Truth.Pending;
        if (!set.Enforced || truth is Truth.False or Truth.Pending)
            return;
        foreach (var action in actions)
        {
            var certainty = truth == Truth.True ? Certainty.Must : Certainty.May;
            var contribution = new Contribution(fullId, id, action, certainty, new Rank(set.Layer, set.Order, set.Id, _position++));
            if (contribution.IsSure || AppliesWhenUnsure(action))
                _contributions.Add(contribution);
        }
    }

    /// <summary>R4: what only may match raises protection and holds; everything else needs to be sure.</summary>
    private static bool AppliesWhenUnsure(ActionUse action) =>
        action["onUnknown"] == "apply" && action.Descriptor.Polarity == Polarity.Neutral
        || action.Descriptor.Polarity == Polarity.Raises && (!action.Descriptor.NeedsMust || action.Name is "reject" or "quarantine");

    private void AddDefaults(RuleSet set, List<Truth> truths)
    {
        if (set.Default.Count == 0)
            return;
        var none = Kleene.Any(truths).Not();
        foreach (var action in set.Default)
        {
            // A raising default stands unless some rule surely matched; a neutral one only if none can have.
            if (none != Truth.False)
                Add(set, $"{set.Id}/default", "default", [action], none);
        }
    }

    /// <summary>The subject of a scope is the party that is ours: the sender, or of inbound mail the recipient (language, 1.2).</summary>
    private Truth ScopeOf(RuleSet set)
    {
        if (set.Users.Count == 0)
            return Truth.True;
        return v.Aside(aside => (aside.Find(new FactKey("direction", aside.Recipient)), aside.Find(new FactKey("sender.envelope"))) switch
        {
            (null, _) or (_, null) => Truth.Pending,
            (Fact.Known { Value: FactValue.Text { Value: "inbound" } }, _) => Kleene.Of(set.Users.Contains(aside.Recipient)),
            (Fact.Known, Fact.Known { Value: FactValue.Text sender }) => Kleene.Of(set.Users.Contains(Literals.DomainLiteral.NormaliseAddress(sender.Value))),
            _ => Truth.Unknown,
        });
    }

    private List<Contribution> WithoutExempted()
    {
        var exempted = _contributions
            .Where(contribution => contribution.Action.Name == "exempt" && IsInForce(contribution.Action))
            .Select(contribution => contribution.Action["rule"])
            .ToHashSet(StringComparer.Ordinal);
        return [.. _contributions.Where(c => !exempted.Contains(c.RuleId) && !exempted.Contains(c.ShortId))];
    }

    /// <summary>The last day of a date counts; a time that is none was refused at load and frees nothing.</summary>
    private bool IsInForce(ActionUse exempt) =>
        exempt["until"] is not { } until || Literals.TimeLiteral.Parse(until, endOfDay: true) is { } end && at < end;
}
