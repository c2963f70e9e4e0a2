using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Facts;

internal static class MessageFacts
{
    public static Fact? Of(FactKey key, InspectedMail mail, MailContext context) => key.Name switch
    {
        "subject" => Fact.Of(mail.Subject),
        "tag" => Fact.Of(mail.Tags),
        "message.size" => Fact.Of((decimal)mail.Size),
        "message.type" => Fact.Of(mail.Type.ToString().ToLowerInvariant()),
        "message.isEncrypted" => Fact.Of(mail.Crypto.Encrypted is not null),
        "message.encryptedBy" => Fact.Of(mail.Crypto.Encrypted?.ToString().ToLowerInvariant() ?? "none"),
        "message.isSigned" => Fact.Of(mail.Crypto.Signed is not null),
        "message.isReply" => Fact.Of(mail.IsReply),
        "message.isAutoSubmitted" => Fact.Of(mail.IsAutoSubmitted),
        _ => null,
    };
}
