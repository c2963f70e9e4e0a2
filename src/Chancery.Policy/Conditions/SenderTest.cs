using Chancery.Policy.Facts;

namespace Chancery.Policy.Conditions;

/// <summary>A test of who sends: by the envelope, by the From field, or by both, where a disagreement is not sure (R37).</summary>
internal sealed record SenderTest(string Fact, string Text, string From, Func<string, bool> Test) : Condition
{
    private static readonly FactKey Envelope = new("sender.envelope");
    private static readonly FactKey Header = new("sender.header");

    public override Truth Evaluate(Valuation v) => From switch
    {
        "envelope" => OfEnvelope(v),
        "header" => OfHeader(v) ?? Truth.False,
        _ => Both(OfEnvelope(v), OfHeader(v)),
    };

    private static Truth Both(Truth envelope, Truth? header) =>
        header is not { } other ? envelope
        : envelope == Truth.Pending || other == Truth.Pending ? Truth.Pending
        : envelope == other ? envelope
        : Truth.Unknown;

    private Truth OfEnvelope(Valuation v) => v.Find(Envelope) switch
    {
        null => Truth.Pending,
        Chancery.Policy.Facts.Fact.Known { Value: FactValue.Text address } => Kleene.Of(Test(address.Value)),
        _ => Truth.Unknown,
    };

    /// <summary>Null where there is no From field at all.</summary>
    private Truth? OfHeader(Valuation v) => v.Find(Header) switch
    {
        null => Truth.Pending,
        Chancery.Policy.Facts.Fact.Known { Value: FactValue.Set { Values: [] } } => null,
        Chancery.Policy.Facts.Fact.Known { Value: FactValue.Set addresses } =>
            addresses.Values.All(Test) ? Truth.True : addresses.Values.Any(Test) ? Truth.Unknown : Truth.False,
        _ => Truth.Unknown,
    };

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => [(Text, Evaluate(v))];

    public override bool IsPerRecipient => false;

    public override IEnumerable<string> Facts => [Fact];

    public override string Key => $"{From}|{Text}";
}

/// <summary>What the sender chose, where it came over a channel of enough trust, or in a token that is signed (language, 1.6, 1.7); else nothing was chosen.</summary>
/// <param name="Signed">Asks for what a token says, and for nothing else.</param>
internal sealed record DecisionTest(FactTest Chosen, FactTest Signed, Condition Trust) : Condition
{
    public override Truth Evaluate(Valuation v) => Trust.Evaluate(v) switch
    {
        Truth.True => Chosen.Evaluate(v),
        Truth.False => Signed.Evaluate(v),
        var open => open,
    };

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => [(Chosen.Text, Chosen.Evaluate(v)), .. Trust.Atoms(v)];

    public override bool IsPerRecipient => false;

    public override IEnumerable<string> Facts => [.. Chosen.Facts, .. Trust.Facts];

    public override string Key => $"{Chosen.Key}({Trust.Key},signed)";
}

/// <summary>A header field that counts only over a channel of enough trust; otherwise it is as if it were absent.</summary>
internal sealed record HeaderTest(FactTest Field, Condition Trust, bool WhenAbsent) : Condition
{
    public override Truth Evaluate(Valuation v) => Trust.Evaluate(v) switch
    {
        Truth.True => Field.Evaluate(v),
        Truth.False => Kleene.Of(WhenAbsent),
        var open => open,
    };

    /// <summary>The field by itself, so that it can be told whether the value or the trust was missing.</summary>
    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => [(Field.Text, Field.Evaluate(v)), .. Trust.Atoms(v)];

    public override bool IsPerRecipient => false;

    public override IEnumerable<string> Facts => [.. Field.Facts, .. Trust.Facts];

    public override string Key => $"{Field.Key}({Trust.Key},{WhenAbsent})";
}
