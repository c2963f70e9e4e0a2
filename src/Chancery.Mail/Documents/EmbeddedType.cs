using System.IO.Compression;
using System.Text;
using Chancery.Mail.Documents.Ole;

namespace Chancery.Mail.Documents;

/// <summary>The type of a document within another one, by its first octets; null if it is none that holds text.</summary>
internal static class EmbeddedType
{
    public static string? Of(byte[] octets)
    {
        var head = octets.AsSpan(0, Math.Min(octets.Length, 1024));
        if (head.StartsWith("{\\rtf"u8)) return "rtf";
        if (head.IndexOf("%PDF-"u8) >= 0) return "pdf";
        if (CompoundFile.Is(octets)) return "ole";
        if (head.StartsWith("PK\x03\x04"u8)) return Package(octets);
        var start = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        if (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)) return "xml";
        return start.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) ? "html" : null;
    }

    private static string? Package(byte[] octets)
    {
        try
        {
            using var package = new ZipArchive(new MemoryStream(octets, writable: false));
            if (package.GetEntry("[Content_Types].xml") is not null) return "docx";
            return package.GetEntry("content.xml") is not null ? "odt" : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
