using Chancery.Mail.Structure;
using Chancery.Mail.Text;
using MimeKit;

namespace Chancery.Mail.Inspection;

/// <summary>Which parts are attachments, and what they are called.</summary>
internal static class AttachmentList
{
    public static IReadOnlyList<MailAttachment> Of(MailStructure structure, Stream original) =>
    [
        .. structure.Parts.Where(IsAttachment).Select(part =>
            new MailAttachment(part, FileName.Safe(NameOf(part)), IsInline(part), () => part.OpenDecoded(original))),
    ];

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

    private static string NameOf(MailPart part) => part.Disposition?.FileName ?? part.Type.Name ?? "";

    /// <summary>Declared so, or an image that the text refers to (RFC 2387, RFC 2392).</summary>
    private static bool IsInline(MailPart part)
    {
        if (part.Disposition is { } disposition) return !disposition.IsAttachment && Is(disposition.Disposition, "inline");
        return part.Fields.Value(HeaderId.ContentId) is not null && part.Parent is { } parent && Is(parent.MimeType, "multipart/related");
    }

    private static bool Is(string value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
