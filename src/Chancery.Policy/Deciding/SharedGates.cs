using System.Numerics;
using Chancery.Policy.Conditions;
using Chancery.Policy.Registry;

namespace Chancery.Policy.Deciding;

/// <summary>
/// Single tests that several rules of a set cannot do without. Each that fails silences all of them at once, sixty-four a step,
/// so that the many rules of a large policy that do not concern a mail cost next to nothing.
/// </summary>
internal sealed class SharedGates
{
    private const int Bits = 64;

    private readonly Silencer[] _silencers;

    public SharedGates(IReadOnlyList<RuleProgram> rules)
    {
        None = new ulong[(rules.Count + Bits - 1) / Bits];
        _silencers =
        [
            .. rules.SelectMany((rule, place) => rule.Gates.Select(gate => (gate, place)))
                .Where(entry => IsCheap(entry.gate.Test))
                .GroupBy(entry => entry.gate, entry => entry.place)
                .Where(same => same.Skip(1).Any())
                .Select(same => new Silencer(same.Key, MaskOf(same))),
        ];
    }

    /// <summary>Every rule has to be looked at.</summary>
    public ulong[] None { get; }

    /// <summary>A bit for each rule that surely says nothing; rules that are not in it have to be looked at.</summary>
    public ulong[] Silent(Valuation v)
    {
        var silent = new ulong[None.Length];
        foreach (var silencer in _silencers)
        {
            if (silencer.Gate.Test.Evaluate(v) != silencer.Gate.Shuts)
                continue;
            Join(silent, silencer.Rules);
        }

        return silent;
    }

    /// <summary>The first rule from <paramref name="rule"/> on that has to be looked at; where there is none, a number behind the last.</summary>
    public static int Next(ulong[] silent, int rule)
    {
        for (var word = rule / Bits; word < silent.Length; word++)
        {
            var speaking = ~silent[word];
            if (word == rule / Bits)
                speaking &= ulong.MaxValue << rule % Bits;
            if (speaking != 0)
                return word * Bits + BitOperations.TrailingZeroCount(speaking);
        }

        return silent.Length * Bits;
    }

    private static void Join(ulong[] silent, ulong[] more)
    {
        var i = 0;
        for (; i <= silent.Length - Vector<ulong>.Count; i += Vector<ulong>.Count)
            (new Vector<ulong>(silent, i) | new Vector<ulong>(more, i)).CopyTo(silent, i);
        for (; i < silent.Length; i++)
            silent[i] |= more[i];
    }

    /// <summary>Texts (C4) are searched only for a rule that gets as far as that.</summary>
    private static bool IsCheap(Recalled test) => test.Facts.All(fact => FactRegistry.CostOf(fact) < CostClass.C4);

    private ulong[] MaskOf(IEnumerable<int> rules)
    {
        var mask = new ulong[None.Length];
        foreach (var rule in rules)
            mask[rule / Bits] |= 1UL << rule % Bits;
        return mask;
    }

    private readonly record struct Silencer(Gate Gate, ulong[] Rules);
}
