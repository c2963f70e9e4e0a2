using Chancery.Mail.Contents;

namespace Chancery.Mail.Inspection;

/// <summary>A part that is neither text of the message nor a mere container, or a file that a TNEF brought along.</summary>
public sealed class MailAttachment
{
    private static readonly HashSet<string> InlineImages = ["png", "jpeg", "gif", "bmp", "tiff", "webp", "heic", "ico"];

    internal MailAttachment(ContentItem content) => Content = content;

    /// <summary>What it is and what lies in it, found out when it is asked for.</summary>
    public ContentItem Content { get; }

    /// <summary>IMAP number, <c>1.2</c>; within a TNEF that of the TNEF and a name, <c>1.2/plan.pdf</c>.</summary>
    public string Number => Content.Path;

    /// <summary>A safe base name; empty if the part has none.</summary>
    public string Name => Content.Name;

    /// <summary>Lower case, without dot.</summary>
    public string Extension => Content.Extension;

    /// <summary>Lower case, <c>application/pdf</c>.</summary>
    public string DeclaredType => Content.DeclaredType;

    /// <summary>Shown within the text.</summary>
    public bool Inline => Content.Inline;

    /// <summary>A picture within the text, by its content, or the text once more; a document that claims to be inline is neither.</summary>
    public bool IsPartOfText => Content.Role == ContentRole.Body || (Inline && InlineImages.Contains(Content.Type));

    /// <summary>Why the content cannot be had; null if it can.</summary>
    /// <exception cref="IOException">The original cannot be read.</exception>
    public string? Unreadable => Content.Unreadable;

    /// <summary>The decoded content. The original must not be read otherwise meanwhile.</summary>
    public Stream Open() => Content.Open();
}
