namespace Chancery.Policy.Conditions;

/// <summary>
/// Numbers the single tests of a policy, equal ones alike, so that each is worked out once for a message, or once for a
/// recipient, however many rules ask it.
/// </summary>
internal sealed class Memories
{
    private readonly Dictionary<string, Recalled> _known = new(StringComparer.Ordinal);

    public int OfMessage { get; private set; }

    public int OfRecipient { get; private set; }

    public Condition Remember(Condition test)
    {
        if (test is Recalled)
            return test;
        if (!_known.TryGetValue(test.Key, out var recalled))
            _known[test.Key] = recalled = new Recalled(test, test.IsPerRecipient, test.IsPerRecipient ? OfRecipient++ : OfMessage++);
        return recalled;
    }
}

/// <summary>Results of single tests, by number; zero: not worked out yet.</summary>
internal sealed class Memory(int ofMessage, int ofRecipient)
{
    public byte[] Message { get; } = new byte[ofMessage];

    public byte[] Recipient { get; } = new byte[ofRecipient];

    public void ForgetRecipient() => Array.Clear(Recipient);
}

/// <summary>A single test whose result is kept for the rest of the decision.</summary>
internal sealed record Recalled(Condition Test, bool OfRecipient, int Number) : Condition
{
    public override Truth Evaluate(Valuation v)
    {
        var kept = OfRecipient ? v.Memory.Recipient : v.Memory.Message;
        if (kept[Number] is > 0 and var known)
            return (Truth)(known - 1);
        var truth = Test.Evaluate(v);
        kept[Number] = (byte)((byte)truth + 1);
        return truth;
    }

    public override void Ask(Valuation v) => Test.Ask(v);

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => Test.Atoms(v);

    public override bool IsPerRecipient => OfRecipient;

    public override IEnumerable<string> Facts => Test.Facts;

    public override string Key => Test.Key;
}
