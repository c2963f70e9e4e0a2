using Chancery.Policy.Conditions;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>How a rule came out for a recipient.</summary>
internal readonly record struct SeenRule(RuleProgram Rule, Truth Truth);

/// <summary>What all rules contribute for one recipient (language, 1.9.1, 1.9.2, R4, R31).</summary>
/// <param name="seen">Takes note of every rule looked at, for the record; null where nobody asks.</param>
internal sealed class Collector(IReadOnlyList<SetProgram> sets, DateTimeOffset at, Valuation v, List<SeenRule>? seen = null)
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
        for (var i = 0; i < sets.Count; i++)
        {
            if (stopped != sets[i].Set.Layer && EvaluateSet(sets[i]) == Stop.Layer)
                stopped = sets[i].Set.Layer;
        }

        return this;
    }

    /// <summary>The rules over the plan so far (<c>finally</c>).</summary>
    public Collector CollectFinally()
    {
        foreach (var set in sets.Where(set => set.Finally.Length > 0))
        {
            var scope = ScopeOf(set);
            foreach (var rule in set.Finally.Where(rule => scope != Truth.False && rule.IsValidAt(at)))
                Evaluate(set.Set, rule, scope);
        }

        return this;
    }

    /// <summary>Asks for what the open results depend on.</summary>
    public void Ask()
    {
        foreach (var condition in _pending)
            condition.Ask(v);
    }

    private Truth ScopeOf(SetProgram set)
    {
        var scope = set.Scope.Evaluate(v);
        if (scope == Truth.Pending)
            _pending.Add(set.Scope);
        return scope;
    }

    private Stop EvaluateSet(SetProgram program)
    {
        var (set, scope) = (program.Set, ScopeOf(program));
        if (scope == Truth.False)
            return Stop.None;
        foreach (var rule in program.Baseline)
            Evaluate(set, rule, scope);
        var any = Truth.False;
        // Most rules are silent, and mostly nobody wants to know why.
        var silent = seen is null ? program.Shared.Silent(v) : program.Shared.None;
        for (var i = SharedGates.Next(silent, 0); i < program.Rules.Length; i = SharedGates.Next(silent, i + 1))
        {
            var rule = program.Rules[i];
            if (seen is null && rule.IsShut(v) || !rule.IsValidAt(at))
                continue;
            var truth = Evaluate(set, rule, scope);
            if (truth == Truth.False || !rule.Rule.Enforced)
                continue;
            any = any.Or(truth);
            var stop = rule.Rule.Stop;
            // What comes after a rule that may end the set is not looked at before that rule is decided.
            if (truth == Truth.Pending && (set.FirstOnly || stop != Stop.None))
                return Stop.Layer;
            // A set on trial ends itself as it would, and nobody else.
            if (truth == Truth.True && stop != Stop.None)
                return set.Enforced ? stop : Stop.Set;
            if (truth == Truth.True && set.FirstOnly)
                break;
        }

        AddDefaults(set, scope.And(any.Not()));
        return Stop.None;
    }

    /// <summary>All branches whose guard may hold contribute; with an unknown condition those of both branches.</summary>
    private Truth Evaluate(RuleSet set, RuleProgram rule, Truth scope)
    {
        var (reached, whole) = (scope, Truth.False);
        for (var i = 0; i < rule.Ifs.Length && reached != Truth.False; i++)
        {
            var holds = rule.Ifs[i].Evaluate(v);
            var truth = reached.And(holds);
            if (truth == Truth.Pending)
                _pending.Add(rule.Ifs[i]);
            else if (truth != Truth.False && rule.Counts)
                Add(set, rule.Rule, rule.Thens[i], truth);
            whole = whole.Or(truth);
            reached = reached.And(holds.Not());
        }

        seen?.Add(new SeenRule(rule, whole));
        return whole;
    }

    private void Add(RuleSet set, Rule rule, IReadOnlyList<ActionUse> actions, Truth truth)
    {
        Add(set, rule.FullId, rule.Id, actions, truth);
        if (truth == Truth.Unknown && rule.DefersUnknown)
            _contributions.Add(new Contribution(rule.FullId, rule.Id, Waiting.Defer(rule.At), Certainty.May, NextRank(set)));
    }

    private void Add(RuleSet set, string fullId, string? id, IReadOnlyList<ActionUse> actions, Truth truth)
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

    /// <param name="none">No rule of the set matched, and the set speaks about this mail.</param>
    private void AddDefaults(RuleSet set, Truth none)
    {
        // A raising default stands unless some rule surely matched; a neutral one only if none can have.
        if (set.Default.Count > 0 && set.Enforced && none is Truth.True or Truth.Unknown)
            Add(set, $"{set.Id}/default", null, set.Default, none);
    }
}
