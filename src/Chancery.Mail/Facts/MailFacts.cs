using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Facts;

/// <summary>The facts of this room: what the session, the envelope and the message itself tell.</summary>
public static class MailFacts
{
    private static readonly Func<FactKey, InspectedMail, MailContext, Fact?>[] Families =
    [
        SenderFacts.Of,
        SessionFacts.Of,
        MessageFacts.Of,
        HeaderFacts.Of,
        AttachmentFacts.Of,
        ContentFacts.Of,
        DirectionFact.Of,
    ];

    private static readonly HashSet<string> OfHeader =
        ["subject", "tag", "sender.header", "message.type", "message.isReply", "message.isAutoSubmitted", "message.isEncrypted", "message.encryptedBy", "message.isSigned"];

    /// <summary>Null if the fact is not one of this room.</summary>
    /// <exception cref="IOException">The original cannot be read.</exception>
    public static Fact? TryFetch(FactKey key, InspectedMail mail, MailContext context)
    {
        if (mail.Header.OverLimit && OfHeader.Contains(key.Name)) return new Fact.Unknown("the header is over the limit");
        foreach (var family in Families)
            if (family(key, mail, context) is { } fact) return fact;
        return null;
    }
}
