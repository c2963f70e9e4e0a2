using Chancery.Mail.Addresses;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Facts;

/// <summary>The facts that are known at RCPT, before there is a message (cost class C0): of the session, the sender and one recipient.</summary>
public static class EnvelopeFacts
{
    private static readonly string[] OfSession = ["session.auth", "session.tls", "session.ip", "session.connector", "session.helo"];

    public static IReadOnlyDictionary<FactKey, Fact> Of(MailContext context, string recipient)
    {
        var facts = new Dictionary<FactKey, Fact>
        {
            [new FactKey("sender.envelope")] = SenderFacts.Envelope(context),
            [new FactKey("sender.trust")] = SenderFacts.Trust(context),
            [new FactKey("direction", MailAddress.NormaliseOrLower(recipient))] = Fact.Of(DirectionFact.Of(recipient, context)),
        };
        foreach (var name in OfSession)
            facts[new FactKey(name)] = SessionFacts.Of(name, context)!;
        return facts;
    }
}
