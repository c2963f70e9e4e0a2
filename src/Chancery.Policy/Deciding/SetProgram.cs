using Chancery.Policy.Conditions;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>A rule set as it is run: equal tests joined, lists as arrays.</summary>
internal sealed class SetProgram
{
    /// <summary>The gates of all rules side by side, so that a silent rule need not be looked at: those of rule <c>i</c> begin at <c>_begin[i]</c>.</summary>
    private readonly (int Number, byte Shut)[] _gates;

    private readonly int[] _begin;

    public SetProgram(RuleSet set, Memories memories)
    {
        (Set, Scope) = (set, set.Scope.Remembered(memories));
        (Baseline, Rules, Finally) = (Of(set, set.Baseline, memories), Of(set, set.Rules, memories), Of(set, set.Finally, memories));
        _gates = [.. Rules.SelectMany(rule => rule.Gates)];
        _begin = new int[Rules.Length + 1];
        for (var i = 0; i < Rules.Length; i++)
            _begin[i + 1] = _begin[i] + Rules[i].Gates.Count();
    }

    public RuleSet Set { get; }

    public Condition Scope { get; }

    public RuleProgram[] Baseline { get; }

    public RuleProgram[] Rules { get; }

    public RuleProgram[] Finally { get; }

    /// <summary>True if what is kept already says that the rule is silent.</summary>
    public bool IsKnownShut(int rule, byte[] kept)
    {
        for (var i = _begin[rule]; i < _begin[rule + 1]; i++)
        {
            if (kept[_gates[i].Number] == _gates[i].Shut)
                return true;
        }

        return false;
    }

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

    /// <summary>For each gate the number of its test, and what is kept where it shuts.</summary>
    public IEnumerable<(int Number, byte Shut)> Gates => _gates.Select(gate => (gate.Test.Number, (byte)((byte)gate.Shuts + 1)));

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
