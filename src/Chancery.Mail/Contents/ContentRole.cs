namespace Chancery.Mail.Contents;

public enum ContentRole
{
    /// <summary>Text that is shown as a message, of the mail itself or of one attached to it.</summary>
    Body,

    /// <summary>A part of the mail that is not its text.</summary>
    Attachment,

    /// <summary>A file within an archive, a TNEF or a message that was attached as a file.</summary>
    Entry,

    /// <summary>A piece of an Office or OpenDocument file, <c>word/document.xml</c>.</summary>
    DocumentPart,
}
