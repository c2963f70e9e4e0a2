using Chancery.Mail.Inspection;
using MimeKit;

namespace Chancery.Mail.Structure;

/// <summary>Reads the tree of parts in one pass over the original; keeps ranges, not contents.</summary>
internal sealed class StructureReader : MimeReader
{
    /// <summary>The parser reads ahead in blocks of this order.</summary>
    private const int ReadAhead = 16 * 1024;

    private readonly HeaderBudgetStream _stream;
    private readonly InspectionLimits _limits;
    private readonly StructureFaults _faults;
    private readonly Stack<MailPart> _open = new();
    private PartFields _fields = new();
    private MailPart? _root;
    private int _parts;
    private int _messages;
    private long _headerBytes;
    private string? _incomplete;

    private StructureReader(HeaderBudgetStream stream, InspectionLimits limits)
        : base(new ParserOptions { MaxMimeDepth = limits.MimeDepth }, stream, MimeFormat.Entity)
    {
        _stream = stream;
        _limits = limits;
        _faults = new StructureFaults(limits);
    }

    /// <summary>Never fails for what the message contains.</summary>
    /// <exception cref="IOException">The stream failed.</exception>
    public static MailStructure Read(Stream original, InspectionLimits limits)
    {
        original.Position = 0;
        var reader = new StructureReader(new HeaderBudgetStream(original), limits);
        try
        {
            reader.ReadMessage();
        }
        catch (StructureLimitException limit)
        {
            reader.Stop(limit.Message);
        }
        catch (Exception broken) when (broken is FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The parser's own words may quote the message; only the kind is reported.
            reader.Stop("the structure cannot be read");
        }
        return new MailStructure(reader._root, reader._incomplete ?? reader._faults.Ambiguity, reader._faults.Found);
    }

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        _fields = new PartFields();
        var budget = _root is null ? _limits.HeaderBytes : _limits.FieldBytes;
        _stream.Limit(budget + ReadAhead);
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (header.RawValue.Length > _limits.FieldBytes) throw new StructureLimitException("a header field is over the limit");
        _fields.Add(header);
    }

    protected override void OnHeadersEnd(
        long beginOffset, int beginLineNumber, long endOffset, int lines, CancellationToken cancellationToken)
    {
        _stream.Unlimit();
        _headerBytes += endOffset - beginOffset;
        if (_headerBytes > _limits.AllHeaderBytes) throw new StructureLimitException("the parts' headers together are over the limit");
    }

    protected override void OnMultipartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        Begin(PartKind.Multipart, contentType);

    protected override void OnMultipartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines,
        CancellationToken cancellationToken)
    {
        var part = End(headersEndOffset, endOffset);
        if (part.Children.Count == 0) Stop("a multipart without parts");
    }

    protected override void OnMessagePartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (++_messages > _limits.MessageDepth) throw new StructureLimitException("messages within messages over the limit");
        Begin(PartKind.Message, contentType);
    }

    protected override void OnMessagePartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines,
        CancellationToken cancellationToken)
    {
        _messages--;
        End(headersEndOffset, endOffset);
    }

    protected override void OnMimePartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        var part = Begin(PartKind.Leaf, contentType);
        if (part.MimeType.StartsWith("multipart/", StringComparison.Ordinal)) Stop("parts within parts over the limit");
    }

    protected override void OnMimePartContentRead(byte[] buffer, int startIndex, int count, CancellationToken cancellationToken)
    {
        if (!_open.TryPeek(out var part)) return;
        var octets = buffer.AsSpan(startIndex, count);
        _faults.NoteContent(part, octets);
        if (part.Encoding == ContentEncoding.Base64) (part.Base64 ??= new Base64Layout()).Note(octets);
    }

    protected override void OnMimePartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines,
        CancellationToken cancellationToken) =>
        End(headersEndOffset, endOffset);

    private MailPart Begin(PartKind kind, ContentType type)
    {
        if (++_parts > _limits.Parts) throw new StructureLimitException("the number of parts is over the limit");
        var part = new MailPart(kind, type, _fields, _open.TryPeek(out var parent) ? parent : null);
        _root ??= part;
        _faults.NotePart(part);
        if (Uninspectable(part) is { } reason) _incomplete ??= reason;
        _open.Push(part);
        return part;
    }

    /// <summary>Parts that hold others which are not looked into here.</summary>
    private static string? Uninspectable(MailPart part) => part.MimeType switch
    {
        "message/partial" => "a partial message",
        "message/external-body" => "content that lies elsewhere",
        "message/rfc822" or "message/global" when part.Kind == PartKind.Leaf && !IsEncoded(part) => "a too deeply nested message",
        _ => null,
    };

    private static bool IsEncoded(MailPart part) => part.Encoding is ContentEncoding.Base64 or ContentEncoding.QuotedPrintable;

    private MailPart End(long contentOffset, long endOffset)
    {
        var part = _open.Pop();
        part.ContentOffset = contentOffset;
        part.ContentLength = Math.Max(0, endOffset - contentOffset);
        return part;
    }

    private void Stop(string reason)
    {
        _incomplete ??= reason;
        _faults.Add(reason);
    }
}
