using Chancery.Policy.Conditions;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>A rule set as it is run: equal tests joined, lists as arrays.</summary>
internal sealed class SetProgram(RuleSet set, Memories memories)
{
    public RuleSet Set { get; } = set;

    public Condition Scope { get; } = set.Scope.Remembered(memories);

    public RuleProgram[] Baseline { get; } = Of(set, set.Baseline, memories);

    public RuleProgram[] Rules { get; } = Of(set, set.Rules, memories);

    public RuleProgram[] Finally { get; } = Of(set, set.Finally, memories);

    private static RuleProgram[] Of(RuleSet set, IReadOnlyList<Rule> rules, Memories memories) => [.. rules.Select(rule => new RuleProgram(set, rule, memories))];
}

/// <summary>A rule as it is run.</summary>
internal sealed class RuleProgram(RuleSet set, Rule rule, Memories memories)
{
    public Rule Rule { get; } = rule;

    /// <summary>It counts; else it is only tried out.</summary>
    public bool Counts { get; } = set.Enforced && rule.Enforced;

    public Condition[] Ifs { get; } = [.. rule.Branches.Select(branch => branch.If.Remembered(memories))];

    public ActionUse[][] Thens { get; } = [.. rule.Branches.Select(branch => branch.Then.ToArray())];

    /// <summary>Single tests that must all hold for the rule to say anything; most rules are done with the first of them.</summary>
    private readonly Gate[] _gates = rule.Branches is [var only] ? [.. GatesOf(only.If.Remembered(memories))] : [];

    private bool IsTimed { get; } = rule.ValidFrom is not null || rule.ValidUntil is not null;

    /// <summary>True if the rule surely says nothing.</summary>
    public bool IsShut(Valuation v)
    {
        var kept = v.Kept;
        foreach (var gate in _gates)
        {
            var truth = kept[gate.Test.Number] is > 0 and var known ? (Truth)(known - 1) : gate.Test.Evaluate(v);
            if (truth == gate.Shuts)
                return true;
        }

        return false;
    }

    private static IEnumerable<Gate> GatesOf(Condition test) => test switch
    {
        Recalled single => [new Gate(single, Truth.False)],
        Negation { Inner: Recalled single } => [new Gate(single, Truth.True)],
        AllOf all => all.Parts.SelectMany(GatesOf),
        _ => [],
    };

    public bool IsValidAt(DateTimeOffset at) => !IsTimed || Rule.IsValidAt(at);

    private readonly record struct Gate(Recalled Test, Truth Shuts);
}
