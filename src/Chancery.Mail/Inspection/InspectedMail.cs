using Chancery.Mail.Contents;
using Chancery.Mail.Detection;
using Chancery.Mail.Headers;
using Chancery.Mail.Structure;
using Chancery.Mail.Text;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Inspection;

/// <summary>
/// A message as the gateway sees it. Holds the header section and the places of the parts; contents are read from the original when asked for.
/// For one thread at a time; disposing it disposes the original.
/// </summary>
public sealed class InspectedMail : IDisposable
{
    private readonly OriginalStream _original;
    private readonly Dictionary<string, IReadOnlyList<string>> _decoded = new(StringComparer.OrdinalIgnoreCase);
    private MailContents? _contents;
    private MailText? _text;
    private IReadOnlyList<MailAttachment>? _attachments;

    internal InspectedMail(Stream original, RawHeaderBlock header, MailStructure structure, CryptoState crypto)
    {
        _original = new OriginalStream(original);
        Header = header;
        Structure = structure;
        Crypto = crypto;
        Subject = HeaderValues("Subject") is [var first, ..] ? first : "";
        From = HeaderAddresses.Of(header, "From");
        Sender = HeaderAddresses.Of(header, "Sender") is [var sender, ..] ? sender : null;
        To = HeaderAddresses.Of(header, "To");
        Cc = HeaderAddresses.Of(header, "Cc");
        IsAutoSubmitted = AutomaticMail.IsAutoSubmitted(header);
        Type = MessageTypes.Of(structure, crypto, IsAutoSubmitted);
    }

    public RawHeaderBlock Header { get; }

    /// <summary>As found, cut to 998 characters; null if there is none.</summary>
    public string? MessageId => Header.Texts("Message-ID").FirstOrDefault() is { Length: > 0 } id ? id[..Math.Min(id.Length, 998)] : null;

    /// <summary>Mailboxes of the From field in normal form; empty if it is missing or unreadable.</summary>
    public IReadOnlyList<string> From { get; }

    /// <summary>The mailbox of the Sender field; null without one.</summary>
    public string? Sender { get; }

    public IReadOnlyList<string> To { get; }

    public IReadOnlyList<string> Cc { get; }

    /// <summary>Decoded, in normalization form C, one line; empty if there is none.</summary>
    public string Subject { get; }

    /// <summary>Null if missing or not a date.</summary>
    public DateTimeOffset? Date =>
        MimeKit.Utils.DateUtils.TryParse(Header.Texts("Date").FirstOrDefault() ?? "", out var date) ? date : null;

    /// <summary>Upper case (language, R7).</summary>
    public IReadOnlyList<string> Tags => SubjectTags.Of(PlainForm.Of(Subject));

    /// <summary>Read where it is asked for.</summary>
    public MailText Text => _text ??= new MailText(this);

    /// <summary>Somebody asked for text: of a policy without conditions on content nobody does.</summary>
    public bool IsTextRead => _text is not null;

    /// <summary>Octets of the original.</summary>
    public long Size => Header.MessageLength;

    /// <exception cref="IOException">The original cannot be read.</exception>
    public IReadOnlyList<MailAttachment> Attachments => _attachments ??= [.. AttachmentList.Of(Contents)];

    /// <summary>All that is in the mail, packed or not.</summary>
    public MailContents Contents => _contents ??= new MailContents(this);

    /// <summary>Why attachments may exist that are not listed; null if all were seen.</summary>
    public string? AttachmentsUnknown =>
        Structure.Incomplete
        ?? (Crypto.Encrypted is not null ? "the message is encrypted"
            : Crypto.Signed is not null && Root is { Kind: PartKind.Leaf } ? "the message is within its signature"
            : AttachmentList.Unseen(Contents));

    public CryptoState Crypto { get; }

    public MessageType Type { get; }

    public bool IsReply => AutomaticMail.IsReply(Header, Subject);

    public bool IsAutoSubmitted { get; }

    /// <summary>Why two readers may see different messages in this one; empty if it is well-formed.</summary>
    public IReadOnlyList<string> Malformed { get; internal init; } = [];

    /// <summary>All that was found wrong, the reasons of <see cref="Malformed"/> included. For people, without content.</summary>
    public IReadOnlyList<string> Problems { get; internal init; } = [];

    /// <summary>The limit the message is over, in words; null if it is over none.</summary>
    public string? OverLimit => Malformed.Append(Structure.Incomplete).FirstOrDefault(reason => reason?.EndsWith("over the limit", StringComparison.Ordinal) == true);

    /// <summary>The outermost part; null if not even that could be read.</summary>
    public MailPart? Root => Structure.Root;

    internal MailStructure Structure { get; }

    /// <summary>Worked out once for one classification.</summary>
    internal Labels.LabelVerdict? LabelVerdict { get; set; }

    internal Policy.Reading.LabelTerms? LabelTerms { get; set; }

    internal InspectionLimits Limits { get; init; } = new();

    /// <summary>What it was looked into with.</summary>
    public InspectionLimits UsedLimits => Limits;

    /// <summary>Parts whose text is shown as the message itself.</summary>
    internal IEnumerable<MailPart> TextParts => Structure.Parts.Where(AttachmentList.IsText);

    /// <summary>The decoded values of a field, in the order of the message.</summary>
    public IReadOnlyList<string> HeaderValues(string name)
    {
        if (_decoded.TryGetValue(name, out var known)) return known;
        return _decoded[name] = HeaderText.DecodeAll(Header, name);
    }

    /// <summary>A part's content without its transfer encoding.</summary>
    public Stream OpenDecoded(MailPart part) => part.OpenDecoded(_original);

    public void Dispose()
    {
        _contents?.Dispose();
        _original.Dispose();
    }
}
