using Chancery.Mail.ContentTypes;
using Chancery.Mail.Structure;
using Chancery.Mail.Text;

namespace Chancery.Mail.Inspection;

/// <summary>A part that is neither text of the message nor a mere container.</summary>
public sealed class MailAttachment
{
    private readonly Func<Stream> _open;
    private ContentFindings? _findings;

    internal MailAttachment(MailPart part, string name, bool inline, Func<Stream> open)
    {
        Part = part;
        Name = name;
        Inline = inline;
        _open = open;
    }

    public MailPart Part { get; }

    /// <summary>IMAP number, <c>1.2</c>.</summary>
    public string Number => Part.Number;

    /// <summary>A safe base name; empty if the part has none.</summary>
    public string Name { get; }

    /// <summary>Lower case, without dot.</summary>
    public string Extension => FileName.Extension(Name);

    /// <summary>Lower case, <c>application/pdf</c>.</summary>
    public string DeclaredType => Part.MimeType;

    /// <summary>Shown within the text.</summary>
    public bool Inline { get; }

    /// <summary>Why the content cannot be had; null if it can. <see cref="Content"/> then describes the octets as they stand.</summary>
    public string? Unreadable => Part.Fields.EncodingIsUnknown ? "an unknown transfer encoding" : null;

    /// <summary>Size and type; read on first use in one pass over the content, then kept.</summary>
    /// <exception cref="IOException">The original cannot be read.</exception>
    public ContentFindings Content => _findings ??= Part.Kind == PartKind.Message
        ? new ContentFindings(Part.ContentLength, "eml", false, false, false)
        : ContentFindings.Of(_open, Extension, DeclaredType);

    /// <summary>The decoded content. The original must not be read otherwise meanwhile.</summary>
    public Stream Open() => _open();
}
