using Chancery.Mail.Inspection;
using Chancery.Mail.Structure;
using Chancery.Mail.Text;

namespace Chancery.Mail.Contents;

internal static class PartItems
{
    public static ContentItem Of(MailContents contents, InspectedMail mail, MailPart part)
    {
        var isText = AttachmentList.IsText(part);
        var role = isText ? ContentRole.Body : ContentRole.Attachment;
        var name = FileName.Shown(AttachmentList.NameOf(part));
        return new ContentItem(contents, role, part.Number, name, part.MimeType, part.Fields.EncodingIsUnknown ? null : () => mail.OpenDecoded(part))
        {
            Charset = part.Type.Charset,
            Inline = isText || AttachmentList.IsInline(part),
            Size = part.DecodedSize,
            IsSpread = part.Kind == PartKind.Message,
        };
    }
}
