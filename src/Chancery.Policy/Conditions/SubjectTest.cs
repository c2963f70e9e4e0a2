using Chancery.Policy.Facts;

namespace Chancery.Policy.Conditions;

/// <summary>
/// Whom a scope speaks about: the party that is ours, so the sender, or of inbound mail and of mail without a sender the
/// recipient (language, 1.2, R36).
/// </summary>
internal sealed record SubjectTest(Condition OfSender, Condition OfRecipient) : Condition
{
    private static readonly FactKey Envelope = new("sender.envelope");

    public override Truth Evaluate(Valuation v) => IsRecipient(v) switch
    {
        Truth.True => OfRecipient.Evaluate(v),
        Truth.False => OfSender.Evaluate(v),
        Truth.Pending => Truth.Pending,
        _ => OfSender.Evaluate(v) is var sender && sender == OfRecipient.Evaluate(v) ? sender : Truth.Unknown,
    };

    public override void Ask(Valuation v)
    {
        if (Evaluate(v) != Truth.Pending)
            return;
        var recipient = IsRecipient(v.Asking());
        if (recipient is Truth.True or Truth.Unknown)
            OfRecipient.Ask(v);
        if (recipient is Truth.False or Truth.Unknown)
            OfSender.Ask(v);
    }

    private static Truth IsRecipient(Valuation v) => (v.Find(new FactKey("direction", v.Recipient)), v.Find(Envelope)) switch
    {
        (Fact.Known { Value: FactValue.Text { Value: "inbound" } }, _) or (_, Fact.Known { Value: FactValue.Text { Value: "" } }) => Truth.True,
        (null, _) or (_, null) => Truth.Pending,
        (Fact.Known, Fact.Known) => Truth.False,
        _ => Truth.Unknown,
    };

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => OfSender.Atoms(v).Select(atom => ("subject " + atom.Text, Evaluate(v)));

    public override bool IsPerRecipient => true;

    public override IEnumerable<string> Facts => ["direction", .. OfSender.Facts, .. OfRecipient.Facts];

    public override string Key => $"subject({OfSender.Key},{OfRecipient.Key})";
}
