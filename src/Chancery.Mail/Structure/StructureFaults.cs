using System.Buffers;
using System.Text;
using Chancery.Mail.Inspection;
using MimeKit;

namespace Chancery.Mail.Structure;

/// <summary>Where two readers of a message may choose differently, so that one of them sees what the other does not.</summary>
internal sealed class StructureFaults(InspectionLimits limits)
{
    private static readonly SearchValues<byte> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n"u8);

    private readonly List<string> _found = [];

    public IReadOnlyList<string> Found => _found;

    public void Add(string fault)
    {
        if (!_found.Contains(fault)) _found.Add(fault);
    }

    /// <summary>The first fault by which another reader may see other parts; null without one.</summary>
    public string? Ambiguity { get; private set; }

    public void NotePart(MailPart part)
    {
        if (part.Fields.Count(HeaderId.ContentType) > 1) AddAmbiguous("two Content-Type fields");
        if (part.Fields.Count(HeaderId.ContentTransferEncoding) > 1) AddAmbiguous("two Content-Transfer-Encoding fields");
        if (part.Fields.Count(HeaderId.ContentDisposition) > 1) Add("two Content-Disposition fields");
        if (part.Fields.EncodingIsUnknown) Add("unknown Content-Transfer-Encoding");
        NoteParameters(part);
        if (part.Kind != PartKind.Leaf && part.Encoding is not (ContentEncoding.Default or ContentEncoding.SevenBit
            or ContentEncoding.EightBit or ContentEncoding.Binary)) AddAmbiguous("Content-Transfer-Encoding on a composite type");
        if (part.Kind == PartKind.Multipart && Encoding.UTF8.GetByteCount(part.Type.Boundary ?? "") > limits.BoundaryBytes)
            Add("a boundary is over the limit");
    }

    public void NoteContent(MailPart part, ReadOnlySpan<byte> octets)
    {
        if (part.Encoding == ContentEncoding.Base64)
        {
            if (octets.ContainsAnyExcept(Base64)) Add("base64 with other characters in it");
        }
        else if (part.Encoding != ContentEncoding.Binary && octets.Contains((byte)0))
            Add("NUL in the content");
        if (part.MimeType == "text/plain" && HasEncodedFile(octets)) AddAmbiguous("a file within the text (uuencode, yEnc)");
    }

    private void AddAmbiguous(string fault)
    {
        Add(fault);
        Ambiguity ??= fault;
    }

    private static bool HasEncodedFile(ReadOnlySpan<byte> octets)
    {
        if (octets.IndexOf("\n=ybegin "u8) >= 0 || octets.StartsWith("=ybegin "u8)) return true;
        if (IsUuBegin(octets)) return true;
        for (var at = octets.IndexOf("\nbegin "u8); at >= 0;)
        {
            if (IsUuBegin(octets[(at + 1)..])) return true;
            var next = octets[(at + 1)..].IndexOf("\nbegin "u8);
            at = next < 0 ? -1 : at + 1 + next;
        }
        return false;
    }

    /// <summary><c>begin</c>, three octal digits, a name.</summary>
    private static bool IsUuBegin(ReadOnlySpan<byte> line) =>
        line.Length > 11 && line.StartsWith("begin "u8) && !line[6..9].ContainsAnyExceptInRange((byte)'0', (byte)'7') && line[9] == ' ';

    private void NoteParameters(MailPart part)
    {
        if (part.Fields.Raw(HeaderId.ContentType) is not { } value) return;
        if (ParameterCount.Of(value, "boundary") > 1) AddAmbiguous("two boundary parameters");
        if (value.Count(c => c == ';') > limits.Parameters) Add("the parameters of a field are over the limit");
    }
}
