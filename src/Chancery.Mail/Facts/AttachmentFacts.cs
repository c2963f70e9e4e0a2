using Chancery.Mail.ContentTypes;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Facts;

internal static class AttachmentFacts
{
    public static Fact? Of(FactKey key, InspectedMail mail, MailContext context)
    {
        if (key.Name == "attachments") return All(mail);
        if (key.Subject is null || !key.Name.StartsWith("attachment.", StringComparison.Ordinal)) return null;
        var attachment = mail.Attachments.FirstOrDefault(attachment => attachment.Number == key.Subject);
        return attachment is null ? null : One(key.Name, attachment);
    }

    private static Fact All(InspectedMail mail) =>
        mail.AttachmentsUnknown is { } reason
            ? new Fact.Unknown(reason)
            : Fact.Of(mail.Attachments.Select(attachment => attachment.Number));

    private static Fact? One(string name, MailAttachment attachment) => name switch
    {
        "attachment.name" => Fact.Of(attachment.Name),
        "attachment.ext" => Fact.Of(attachment.Extension),
        "attachment.declaredType" => Fact.Of(attachment.DeclaredType),
        "attachment.inline" => Fact.Of(attachment.Inline),
        "attachment.size" => attachment.Content.Size is { } size ? Fact.Of((decimal)size) : new Fact.Unknown(attachment.Unreadable ?? ""),
        "attachment.type" => attachment.Content.TypeUnknown is { } reason ? new Fact.Unknown(reason) : Fact.Of(attachment.Content.Type),
        "attachment.typeMismatch" => attachment.Content.TypeUnknown is { } reason ? new Fact.Unknown(reason) : Fact.Of(attachment.Content.TypeMismatch),
        _ => null,
    };
}
