using Chancery.Mail.Inspection;
using Chancery.Mail.Structure;

namespace Chancery.Mail.Contents.Messages;

/// <summary>A message that was attached as a file, or that its transfer encoding hid.</summary>
internal sealed class AttachedMessage(Stream content, InspectionLimits limits) : Container(content)
{
    public override IEnumerable<ContainerEntry> Entries()
    {
        var structure = StructureReader.Read(Content, limits);
        foreach (var part in structure.Parts.Where(part => part.Kind == PartKind.Leaf))
        {
            var isText = AttachmentList.IsText(part);
            var name = AttachmentList.NameOf(part) is { Length: > 0 } given ? given : "part-" + part.Number;
            yield return new ContainerEntry(name, () => part.OpenDecoded(Content))
            {
                Role = isText ? ContentRole.Body : ContentRole.Entry,
                DeclaredType = part.MimeType,
                Charset = part.Type.Charset,
                Inline = isText || AttachmentList.IsInline(part),
                IsStored = true,
            };
        }
        Unseen = structure.Incomplete;
    }
}
