using MimeKit;
using MimeKit.IO;

namespace Chancery.Mail.Structure;

/// <summary>One MIME entity where it stands in the original; its content is a range, never held in memory.</summary>
public sealed class MailPart
{
    private readonly List<MailPart> _children = [];

    internal MailPart(PartKind kind, ContentType type, PartFields fields, MailPart? parent)
    {
        Kind = kind;
        Type = type;
        Fields = fields;
        Parent = parent;
        Number = PartNumber.Of(kind, parent);
        parent?._children.Add(this);
    }

    public PartKind Kind { get; }

    /// <summary>Content-Type as the parser understood it, or the default of RFC 2045 section 5.2.</summary>
    public ContentType Type { get; }

    /// <summary>Lower case, <c>application/pdf</c>.</summary>
    public string MimeType => Type.MimeType.ToLowerInvariant();

    /// <summary>As IMAP numbers parts (RFC 9051 section 6.4.5); empty for the multipart that is a message's whole body.</summary>
    public string Number { get; }

    public MailPart? Parent { get; }

    public IReadOnlyList<MailPart> Children => _children;

    /// <summary>The type parameter of a field, unfolded; null if the field is absent.</summary>
    internal PartFields Fields { get; }

    /// <summary>Octets from the start of the message.</summary>
    public long ContentOffset { get; internal set; }

    /// <summary>Octets as they stand, not decoded.</summary>
    public long ContentLength { get; internal set; }

    public ContentEncoding Encoding => Fields.Encoding;

    public ContentDisposition? Disposition => Fields.Disposition;

    /// <summary>This part and all within it, in the order of the message.</summary>
    public IEnumerable<MailPart> All => [this, .. _children.SelectMany(child => child.All)];

    /// <summary>Null unless the body is base64 and was read to its end.</summary>
    internal Base64Layout? Base64 { get; set; }

    /// <summary>Octets without the transfer encoding; null where that takes decoding.</summary>
    internal long? DecodedSize => Base64 is { IsRegular: true } base64 ? base64.DecodedSize : IsPlain ? ContentLength : null;

    private bool IsPlain => Encoding is ContentEncoding.Default or ContentEncoding.SevenBit or ContentEncoding.EightBit or ContentEncoding.Binary;

    /// <summary>
    /// The content with its transfer encoding removed, as a stream; the original stays open. Seekable where <see cref="DecodedSize"/> is known.
    /// </summary>
    internal Stream OpenDecoded(Stream original)
    {
        var range = new BoundStream(original, ContentOffset, ContentOffset + ContentLength, true);
        if (IsPlain) return range;
        return Base64 is { IsRegular: true } base64 ? new Base64Range(range, base64) : new MimeContent(range, Encoding).Open();
    }
}
