using Chancery.Mail.Contents;
using Chancery.Mail.Contents.Traits;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Facts;

/// <summary>What is known of attachments, and of the entries of archives under the same names. Nothing is opened that the asked fact does not need.</summary>
internal static class AttachmentFacts
{
    /// <summary>
    /// Stands for entries that could not be seen: everything about it is unknown, so that a condition about entries is true where a seen one fulfils it, and
    /// else unknown (language, R30).
    /// </summary>
    private const string Unseen = "/?";

    public static Fact? Of(FactKey key, InspectedMail mail, MailContext context)
    {
        if (key.Name == "attachments") return All(mail);
        if (key.Subject is null || !key.Name.StartsWith("attachment.", StringComparison.Ordinal)) return null;
        if (key.Subject.EndsWith(Unseen, StringComparison.Ordinal)) return new Fact.Unknown("not all of the archive could be seen");
        return mail.Contents.Find(key.Subject) is { } item ? One(key.Name, item) : null;
    }

    /// <summary>Images within the text are part of it (a logo, a smile) and no attachments to a rule.</summary>
    private static Fact All(InspectedMail mail) =>
        mail.AttachmentsUnknown is { } reason
            ? new Fact.Unknown(reason)
            : Fact.Of(mail.Attachments.Where(attachment => !attachment.IsPartOfText).Select(attachment => attachment.Number));

    private static Fact? One(string name, ContentItem item) => name switch
    {
        "attachment.name" => Fact.Of(item.Name),
        "attachment.ext" => Fact.Of(item.Extension),
        "attachment.declaredType" => Fact.Of(item.DeclaredType),
        "attachment.inline" => Fact.Of(item.Inline),
        "attachment.size" => item.Size is { } size ? Fact.Of((decimal)size) : new Fact.Unknown(item.Unreadable ?? "not told"),
        "attachment.type" => item.TypeUnknown is { } reason ? new Fact.Unknown(reason) : Fact.Of(item.Type),
        "attachment.typeMismatch" => item.TypeUnknown is { } reason ? new Fact.Unknown(reason) : Fact.Of(item.TypeMismatch),
        "attachment.encrypted" => Told(item.Encrypted),
        "attachment.macro" => Told(item.Macro),
        "attachment.active" => Told(item.Active),
        "attachment.inspectable" => Fact.Of(item.NotInspectable is null),
        "attachment.archive.depth" => Figure(item, figures => figures.Depth),
        "attachment.archive.entries" => Figure(item, figures => figures.Entries),
        "attachment.archive.ratio" => ArchiveFigures.RatioOf(item) is { Ratio: { } ratio } ? Fact.Of(ratio) : new Fact.Unknown("not all of it could be unpacked"),
        "attachment.archive.parts" => Parts(item),
        _ => null,
    };

    private static Fact Told(Finding finding) => finding.Value is { } value ? Fact.Of(value) : new Fact.Unknown(finding.Unknown ?? "not told");

    private static Fact Figure(ContentItem item, Func<ArchiveFigures, int> figure)
    {
        var figures = ArchiveFigures.Of(item);
        return figures.Unseen is { } reason ? new Fact.Unknown(reason) : Fact.Of((decimal)figure(figures));
    }

    private static Fact Parts(ContentItem item)
    {
        List<string> parts = [.. MailContents.Within(item).Skip(1).Select(entry => entry.Path)];
        if (MailContents.Within(item).Any(entry => entry.Unseen is not null)) parts.Add(item.Path + Unseen);
        return Fact.Of(parts);
    }
}
