using Chancery.Mail.Contents;
using Chancery.Mail.Structure;
using MimeKit;

namespace Chancery.Mail.Inspection;

/// <summary>Which parts are attachments, and what they are called.</summary>
internal static class AttachmentList
{
    /// <summary>Attachments of the mail; what a TNEF brings along is attached to the mail as well.</summary>
    public static IEnumerable<MailAttachment> Of(MailContents contents) =>
        from part in contents.Parts
        where part.Role == ContentRole.Attachment
        from item in BringsAlong(part) ? MailContents.Within(part) : [part]
        select new MailAttachment(item);

    /// <summary>Why attachments may exist that are not listed; null if all are.</summary>
    public static string? Unseen(MailContents contents) =>
        contents.Parts.Where(BringsAlong).SelectMany(MailContents.Within).Select(item => item.Unseen).FirstOrDefault(reason => reason is not null);

    /// <summary>A TNEF, or a message whose transfer encoding hid its parts.</summary>
    private static bool BringsAlong(ContentItem part) =>
        part.Role == ContentRole.Attachment && (part.Type == "tnef" || (part is { IsContainer: true, Type: "eml" } && part.DeclaredType is "message/rfc822" or "message/global"));

    /// <summary>Text that is shown as the message itself.</summary>
    public static bool IsText(MailPart part) =>
        part.Kind == PartKind.Leaf && part.MimeType.StartsWith("text/", StringComparison.Ordinal) && !IsAttachment(part);

    private static bool IsAttachment(MailPart part) => part.Kind switch
    {
        PartKind.Multipart => false,
        PartKind.Message => true,
        _ => !part.MimeType.StartsWith("text/", StringComparison.Ordinal)
             || NameOf(part).Length > 0
             || part.Disposition is { IsAttachment: true },
    };

    public static string NameOf(MailPart part) => part.Disposition?.FileName ?? part.Type.Name ?? "";

    /// <summary>Declared so, or an image that the text refers to (RFC 2387, RFC 2392).</summary>
    public static bool IsInline(MailPart part)
    {
        if (part.Disposition is { } disposition) return !disposition.IsAttachment && Is(disposition.Disposition, "inline");
        return part.Fields.Value(HeaderId.ContentId) is not null && part.Parent is { } parent && Is(parent.MimeType, "multipart/related");
    }

    private static bool Is(string value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
