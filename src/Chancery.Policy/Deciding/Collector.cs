using Chancery.Policy.Conditions;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>How a rule came out for a recipient.</summary>
/// <param name="Enforced">False for what is only tried out.</param>
internal readonly record struct SeenRule(RuleSet Set, Rule Rule, Truth Truth, bool Enforced);

/// <summary>What all rules contribute for one recipient (language, 1.9.1, 1.9.2, R4, R31).</summary>
/// <param name="seen">Takes note of every rule looked at, for the record; null where nobody asks.</param>
internal sealed class Collector(IReadOnlyList<RuleSet> sets, DateTimeOffset at, Valuation v, List<SeenRule>? seen = null)
{
    private readonly List<Contribution> _contributions = [];
    private readonly List<Condition> _pending = [];
    private int _position;

    /// <summary>A rule's result still depends on facts that nobody fetched.</summary>
    public bool IsPending => _pending.Count > 0;

    public IReadOnlyList<Contribution> Contributions => Exemptions.Apply(_contributions, at);

    /// <summary>All that was contributed, and what of it was taken back.</summary>
    public IReadOnlyDictionary<string, string> Exempted => Exemptions.Of(_contributions, at);

    public Collector Collect()
    {
        Layer? stopped = null;
        foreach (var set in sets)
        {
            if (stopped == set.Layer)
                continue;
            if (EvaluateSet(set) == Stop.Layer)
                stopped = set.Layer;
        }

        return this;
    }

    /// <summary>The rules over the plan so far (<c>finally</c>).</summary>
    public Collector CollectFinally()
    {
        foreach (var set in sets.Where(set => set.Finally.Count > 0))
        {
            var scope = ScopeOf(set);
            foreach (var rule in set.Finally.Where(rule => scope != Truth.False && rule.IsValidAt(at)))
                Evaluate(set, rule, scope);
        }

        return this;
    }

    /// <summary>Asks for what the open results depend on.</summary>
    public void Ask()
    {
        foreach (var condition in _pending)
            condition.Ask(v);
    }

    private Truth ScopeOf(RuleSet set)
    {
        var scope = set.Scope.Evaluate(v);
        if (scope == Truth.Pending)
            _pending.Add(set.Scope);
        return scope;
    }

    private Stop EvaluateSet(RuleSet set)
    {
        var scope = ScopeOf(set);
        if (scope == Truth.False)
            return Stop.None;
        foreach (var rule in set.Baseline)
            Evaluate(set, rule, scope);
        var any = Truth.False;
        foreach (var rule in set.Rules)
        {
            if (!rule.IsValidAt(at))
                continue;
            var truth = Evaluate(set, rule, scope);
            if (!rule.Enforced)
                continue;
            any = any.Or(truth);
            // What comes after a rule that may end the set is not looked at before that rule is decided.
            if (truth == Truth.Pending && (set.FirstOnly || rule.Stop != Stop.None))
                return Stop.Layer;
            // A set on trial ends itself as it would, and nobody else.
            if (truth == Truth.True && rule.Stop != Stop.None)
                return set.Enforced ? rule.Stop : Stop.Set;
            if (truth == Truth.True && set.FirstOnly)
                break;
        }

        AddDefaults(set, any);
        return Stop.None;
    }

    /// <summary>All branches whose guard may hold contribute; with an unknown condition those of both branches.</summary>
    private Truth Evaluate(RuleSet set, Rule rule, Truth scope)
    {
        var (reached, whole) = (scope, Truth.False);
        foreach (var branch in rule.Branches)
        {
            var holds = branch.If.Evaluate(v);
            var truth = reached.And(holds);
            if (truth == Truth.Pending)
                _pending.Add(branch.If);
            else if (truth != Truth.False && set.Enforced && rule.Enforced)
                Add(set, rule, branch.Then, truth);
            whole = whole.Or(truth);
            reached = reached.And(holds.Not());
            if (reached == Truth.False)
                break;
        }

        seen?.Add(new SeenRule(set, rule, whole, set.Enforced && rule.Enforced));
        return whole;
    }

    private void Add(RuleSet set, Rule rule, IReadOnlyList<ActionUse> actions, Truth truth)
    {
        Add(set, rule.FullId, rule.Id, actions, truth);
        if (truth == Truth.Unknown && rule.DefersUnknown)
            _contributions.Add(new Contribution(rule.FullId, rule.Id, Waiting.Defer(rule.At), Certainty.May, NextRank(set)));
    }

    private void Add(RuleSet set, string fullId, string id, IReadOnlyList<ActionUse> actions, Truth truth)
    {
        foreach (var action in actions)
        {
            if (truth == Truth.True || AppliesWhenUnsure(action))
                _contributions.Add(new Contribution(fullId, id, action, truth == Truth.True ? Certainty.Must : Certainty.May, NextRank(set)));
        }
    }

    private Rank NextRank(RuleSet set) => new(set.Layer, set.Order, set.Id, _position++);

    /// <summary>R4: what only may match raises protection and holds; everything else needs to be sure.</summary>
    private static bool AppliesWhenUnsure(ActionUse action) =>
        action["onUnknown"] == "apply" && action.Descriptor.Polarity == Polarity.Neutral
        || action.Descriptor.Polarity == Polarity.Raises && (!action.Descriptor.NeedsMust || action.Name is "reject" or "quarantine");

    private void AddDefaults(RuleSet set, Truth any)
    {
        // A raising default stands unless some rule surely matched; a neutral one only if none can have.
        var none = any.Not();
        if (set.Default.Count > 0 && set.Enforced && none is Truth.True or Truth.Unknown)
            Add(set, $"{set.Id}/default", "default", set.Default, none);
    }
}
