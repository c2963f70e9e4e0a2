using Chancery.Policy.Conditions;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>A rule set as it is run: equal tests joined, lists as arrays.</summary>
internal sealed class SetProgram
{
    public SetProgram(RuleSet set, Memories memories)
    {
        (Set, Scope) = (set, set.Scope.Remembered(memories));
        (Baseline, Rules, Finally) = (Of(set, set.Baseline, memories), Of(set, set.Rules, memories), Of(set, set.Finally, memories));
        Shared = new SharedGates(Rules);
    }

    public RuleSet Set { get; }

    public Condition Scope { get; }

    public RuleProgram[] Baseline { get; }

    public RuleProgram[] Rules { get; }

    public RuleProgram[] Finally { get; }

    public SharedGates Shared { get; }

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

    public IReadOnlyList<Gate> Gates => _gates;

    private static IEnumerable<Gate> GatesOf(Condition test) => test switch
    {
        Recalled single => [new Gate(single, Truth.False)],
        Negation { Inner: Recalled single } => [new Gate(single, Truth.True)],
        AllOf all => all.Parts.SelectMany(GatesOf),
        _ => [],
    };

    public bool IsValidAt(DateTimeOffset at) => !IsTimed || Rule.IsValidAt(at);
}

/// <summary>A test a rule cannot do without: where it comes out as <paramref name="Shuts"/>, the rule says nothing.</summary>
internal readonly record struct Gate(Recalled Test, Truth Shuts);
