using System.Text;
using Chancery.Mail.Documents.Html;

namespace Chancery.Mail.Documents.Ole;

/// <summary>Subject, text and attachments of a message that Outlook saved (MS-OXMSG).</summary>
internal static class OutlookMessage
{
    private const string Subject = "0037", Body = "1000", Html = "1013", Rtf = "1009", AttachmentData = "3701";

    public static string? Read(CompoundFile file, string storage, TextSink sink, int depth)
    {
        string? unread = null;
        foreach (var path in file.Paths)
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (!name.StartsWith("__substg1.0_", StringComparison.OrdinalIgnoreCase) || name.Length < 20) continue;
            var (property, kind) = (name.Substring(12, 4).ToUpperInvariant(), name.Substring(16, 4).ToUpperInvariant());
            if (property is not (Subject or Body or Html or Rtf or AttachmentData) || file.Read(path) is not { } octets) continue;
            var reason = Property(property, kind, octets, sink, depth);
            unread ??= reason;
            sink.Line();
        }
        return unread;
    }

    private static string? Property(string property, string kind, byte[] octets, TextSink sink, int depth)
    {
        if (property == AttachmentData) return Inner(octets, sink, depth);
        if (property == Rtf) return RtfText.Read(CompressedRtf.Unpack(octets), sink);
        if (property == Html)
        {
            foreach (var text in HtmlText.Read(octets, kind == "001F" ? "utf-16" : null, sink.Budget).Readings) sink.Append(text);
            return null;
        }
        sink.Append(kind == "001F" ? Encoding.Unicode.GetString(octets) : Charsets.Guess(octets));
        return null;
    }

    private static string? Inner(byte[] octets, TextSink sink, int depth)
    {
        var reading = DocumentText.Read(octets, EmbeddedType.Of(octets) ?? "image", null, sink.Budget, depth + 1);
        foreach (var text in reading.Readings) sink.Append(text);
        return reading.Unread;
    }
}
