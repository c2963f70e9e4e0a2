namespace Chancery.Policy.Conditions;

/// <summary>
/// Numbers the single tests of a policy, equal ones alike, so that each is worked out once for a message, or once for a
/// recipient, however many rules ask it.
/// </summary>
/// <param name="remembers">False for the plain evaluator: every test is worked out wherever it stands.</param>
internal sealed class Memories(bool remembers)
{
    private readonly Dictionary<string, Recalled> _known = new(StringComparer.Ordinal);

    public Condition Remember(Condition test)
    {
        if (test is Recalled || !remembers)
            return test;
        if (!_known.TryGetValue(test.Key, out var recalled))
            _known[test.Key] = recalled = new Recalled(test, _known.Count);
        return recalled;
    }

    public Memory Empty() => new(_known.Count, [.. _known.Values.Where(recalled => recalled.IsPerRecipient).Select(recalled => recalled.Number)]);
}

/// <summary>Results of single tests, by number.</summary>
internal sealed class Memory(int tests, int[] ofRecipient)
{
    /// <summary>What <see cref="Truth"/> is kept as; zero: not worked out yet.</summary>
    public byte[] Kept { get; } = new byte[tests];

    public Memory Fresh() => new(Kept.Length, ofRecipient);

    public void ForgetRecipient()
    {
        foreach (var number in ofRecipient)
            Kept[number] = 0;
    }
}

/// <summary>A single test whose result is kept for the rest of the decision.</summary>
internal sealed record Recalled(Condition Test, int Number) : Condition
{
    private string? _text;

    public override Truth Evaluate(Valuation v)
    {
        var kept = v.Kept;
        if (kept[Number] is > 0 and var known)
            return (Truth)(known - 1);
        var truth = Test.Evaluate(v);
        kept[Number] = (byte)((byte)truth + 1);
        return truth;
    }

    public override void Ask(Valuation v) => Test.Ask(v);

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v)
    {
        if (_text is not null)
            return [(_text, Evaluate(v))];
        var atoms = Test.Atoms(v).ToList();
        if (atoms is [var single])
            _text = single.Text;
        return atoms;
    }

    public override bool IsPerRecipient { get; } = Test.IsPerRecipient;

    public override IEnumerable<string> Facts => Test.Facts;

    public override string Key => Test.Key;
}
