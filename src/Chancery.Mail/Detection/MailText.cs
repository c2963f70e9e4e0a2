using Chancery.Mail.Contents;
using Chancery.Mail.Documents;
using Chancery.Mail.Inspection;
using Chancery.Mail.Structure;
using Chancery.Mail.Text;

namespace Chancery.Mail.Detection;

/// <summary>The text of a mail as people read it, by places; each is read when it is asked for, once.</summary>
public sealed class MailText
{
    public const string InSubject = "subject", InBody = "body", InAttachments = "attachments.text";

    private const int HeaderBytes = 256_000;

    private readonly InspectedMail _mail;
    private readonly Dictionary<string, PlaceText> _places = [];
    private readonly Dictionary<string, PlaceText> _items = [];

    internal MailText(InspectedMail mail) => _mail = mail;

    internal static IReadOnlyList<string> Places { get; } = [InSubject, InBody, InAttachments];

    /// <summary>Why text may be missing somewhere; null if all was read. Reads all of it.</summary>
    /// <exception cref="IOException">The original cannot be read.</exception>
    public string? Unread => Places.Select(place => In(place).Unread).FirstOrDefault(reason => reason is not null);

    /// <summary>The text of one place in one piece, and why some of it may be missing; null if all was read.</summary>
    /// <exception cref="IOException">The original cannot be read.</exception>
    public (string Text, string? Unread) Whole(string place) => (string.Join('\n', In(place).Segments.Select(segment => segment.Value)), In(place).Unread);

    /// <exception cref="IOException">The original cannot be read.</exception>
    internal PlaceText In(string place) => _places.TryGetValue(place, out var known) ? known : _places[place] = place switch
    {
        InSubject => Subject(),
        InBody => Body(),
        _ => Attachments(),
    };

    /// <summary>Text of one attachment and of all that lies in it.</summary>
    internal PlaceText Of(ContentItem attachment) => _items.TryGetValue(attachment.Path, out var known) ? known
        : _items[attachment.Path] = Joined(MailContents.Within(attachment).Select(item => Of(item, new ReadingBudget(_mail.Limits))));

    private PlaceText Subject() =>
        _mail.Header.OverLimit ? new PlaceText([], "the header is over the limit")
        : new PlaceText([.. _mail.HeaderValues("Subject").Select(subject => new TextSegment("", "subject", subject))], null);

    private PlaceText Body()
    {
        var budget = new ReadingBudget(_mail.Limits);
        var text = Joined(_mail.Contents.Parts.Where(item => item.Role == ContentRole.Body && !IsAttached(item)).Select(item => Of(item, budget)));
        return text with { Unread = _mail.AttachmentsUnknown ?? text.Unread };
    }

    private PlaceText Attachments()
    {
        var budget = new ReadingBudget(_mail.Limits);
        var text = Joined(_mail.Contents.All.Where(item => item.Role != ContentRole.Body || item.Parent is not null || IsAttached(item)).Select(item => Of(item, budget)));
        return text with { Unread = _mail.AttachmentsUnknown ?? text.Unread };
    }

    private static PlaceText Joined(IEnumerable<PlaceText> texts)
    {
        List<TextSegment> segments = [];
        string? unread = null;
        foreach (var text in texts)
        {
            segments.AddRange(text.Segments);
            unread ??= text.Unread;
        }
        return new PlaceText(segments, unread);
    }

    private PlaceText Of(ContentItem item, ReadingBudget budget)
    {
        var isBody = item.Role == ContentRole.Body;
        var type = isBody ? BodyType(item) : item.Type;
        if (!isBody && (item.IsSpread || item.Type == "eml")) return new PlaceText(HeaderOf(item), item.Unseen ?? item.Unreadable);
        // A document may be an archive as well; its own text counts all the same.
        var unseen = !isBody && item.IsContainer ? item.Unseen : null;
        if (DocumentText.HasNone(type) || (!isBody && item is { IsContainer: true, Type: "smime" })) return new PlaceText([], unseen);
        if (item.Unreadable is { } reason) return item.Size == 0 ? PlaceText.None : new PlaceText([], reason);
        if (item.Size == 0) return PlaceText.None;
        var reading = DocumentText.Read(item.Open, type, item.Charset, budget);
        var group = GroupOf(item);
        return new PlaceText([.. reading.Readings.Where(text => text.Length > 0).Select(text => new TextSegment(item.Path, group, text))], reading.Unread ?? unseen);
    }

    /// <summary>A text is shown as what it is declared to be, unless it is a document that only claims to be text.</summary>
    private static string BodyType(ContentItem item) => item.DeclaredType == "text/html" ? "html"
        : item.Type is "pdf" or "rtf" or "doc" or "xls" or "ppt" or "docx" or "xlsx" or "pptx" or "odt" or "ods" or "odp" ? item.Type : "text";

    /// <summary>An attached message has a subject that is read too.</summary>
    private static List<TextSegment> HeaderOf(ContentItem message)
    {
        if (message.Unreadable is not null) return [];
        using var content = message.Open();
        var header = Headers.RawHeaderBlock.Read(content, HeaderBytes);
        return [.. HeaderText.DecodeAll(header, "Subject").Select(subject => new TextSegment(message.Path, message.Path, subject))];
    }

    /// <summary>Forms of one text count once.</summary>
    private string GroupOf(ContentItem item)
    {
        if (item.Parent is not null || PartOf(item) is not { } part) return item.Path;
        MailPart? outermost = null;
        for (var at = part.Parent; at is { Kind: PartKind.Multipart }; at = at.Parent)
            if (at.MimeType == "multipart/alternative") outermost = at;
        return outermost is null ? item.Path : $"alternative@{outermost.ContentOffset}";
    }

    private bool IsAttached(ContentItem item)
    {
        for (var at = PartOf(item)?.Parent; at is not null; at = at.Parent)
            if (at.Kind == PartKind.Message) return true;
        return false;
    }

    private MailPart? PartOf(ContentItem item) => _mail.Structure.Parts.FirstOrDefault(part => part.Kind != PartKind.Multipart && part.Number == item.Path);
}
