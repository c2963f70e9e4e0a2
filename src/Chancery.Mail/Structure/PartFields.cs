using MimeKit;
using MimeKit.Utils;

namespace Chancery.Mail.Structure;

/// <summary>The Content-* fields of one header section, as they are read.</summary>
internal sealed class PartFields
{
    private readonly Dictionary<HeaderId, (Header First, int Count)> _fields = [];

    public ContentEncoding Encoding { get; private set; }

    public bool EncodingIsUnknown { get; private set; }

    public ContentDisposition? Disposition { get; private set; }

    public int Count(HeaderId id) => _fields.TryGetValue(id, out var field) ? field.Count : 0;

    public string? Value(HeaderId id) => _fields.TryGetValue(id, out var field) ? field.First.Value : null;

    /// <summary>The first field's value as it stands, folded and undecoded.</summary>
    public string? Raw(HeaderId id) => _fields.TryGetValue(id, out var field) ? System.Text.Encoding.Latin1.GetString(field.First.RawValue) : null;

    public void Add(Header header)
    {
        if (header.Id is not (HeaderId.ContentType or HeaderId.ContentTransferEncoding or HeaderId.ContentDisposition
            or HeaderId.ContentId or HeaderId.ContentLocation or HeaderId.ContentDescription)) return;
        var known = _fields.TryGetValue(header.Id, out var field);
        _fields[header.Id] = known ? (field.First, field.Count + 1) : (header, 1);
        if (known) return;
        if (header.Id == HeaderId.ContentTransferEncoding) TakeEncoding(header.Value);
        if (header.Id == HeaderId.ContentDisposition) TakeDisposition(header);
    }

    private void TakeEncoding(string value)
    {
        var name = value.Trim().TrimEnd(';');
        EncodingIsUnknown = !MimeUtils.TryParse(name, out ContentEncoding encoding) && name.Length > 0;
        Encoding = encoding;
    }

    private void TakeDisposition(Header header)
    {
        if (ContentDisposition.TryParse(ParserOptions.Default, header.RawValue, out var disposition)) Disposition = disposition;
    }
}
