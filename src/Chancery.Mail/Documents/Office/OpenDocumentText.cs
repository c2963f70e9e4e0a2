using System.IO.Compression;
using System.Xml;

namespace Chancery.Mail.Documents.Office;

/// <summary>The text of OpenDocument files (ISO/IEC 26300): content, headers and footers, properties, embedded objects.</summary>
internal static class OpenDocumentText
{
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal) { "p", "h", "table-row", "list-item", "annotation", "note", "title", "desc", "subject", "keyword", "description", "user-defined" };

    public static string? Read(byte[] octets, TextSink sink, int depth)
    {
        using var package = new Package(octets, sink.Budget);
        if (package.Find("META-INF/manifest.xml") is { } manifest && IsEncrypted(package, manifest)) throw UnreadableException.Encrypted();
        string? unread = null;
        foreach (var entry in package.Entries)
        {
            var reason = Part(package, entry, sink, depth);
            unread ??= reason;
        }
        return unread;
    }

    private static string? Part(Package package, ZipArchiveEntry entry, TextSink sink, int depth)
    {
        var name = entry.FullName.ToLowerInvariant();
        var file = name[(name.LastIndexOf('/') + 1)..];
        if (file is "content.xml" or "styles.xml" or "meta.xml") return Xml(package, entry, sink);
        if (name.EndsWith(".xhtml", StringComparison.Ordinal) || name.EndsWith(".html", StringComparison.Ordinal)) return Embedded.Read(package, entry, "html", sink, depth);
        if (name.StartsWith("thumbnails/", StringComparison.Ordinal) || file is "manifest.xml" or "settings.xml" or "mimetype" or "manifest.rdf") return null;
        var type = Embedded.TypeOf(name) ?? (name.StartsWith("object", StringComparison.Ordinal) && !file.Contains('.', StringComparison.Ordinal) ? "ole" : null);
        return type is null ? null : Embedded.Read(package, entry, type, sink, depth);
    }

    private static string? Xml(Package package, ZipArchiveEntry entry, TextSink sink)
    {
        try
        {
            using var xml = SafeXml.Open(package.Open(entry));
            while (xml.Read()) Node(xml, sink);
            sink.Line();
            return null;
        }
        catch (Exception damage) when (damage is XmlException or InvalidDataException)
        {
            return "a part of it is damaged";
        }
    }

    private static void Node(XmlReader xml, TextSink sink)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Element when xml.LocalName == "s":
                sink.Append(' ');
                break;
            case XmlNodeType.Element when xml.LocalName is "tab":
                sink.Tab();
                break;
            case XmlNodeType.Element when xml.LocalName is "line-break":
                sink.Line();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                sink.Append(xml.Value);
                break;
            case XmlNodeType.EndElement when xml.LocalName == "table-cell":
                sink.Tab();
                break;
            case XmlNodeType.EndElement when Blocks.Contains(xml.LocalName):
                sink.Line();
                break;
            default:
                break;
        }
    }

    /// <summary>The manifest names what is encrypted (part 3, section 4.4).</summary>
    private static bool IsEncrypted(Package package, ZipArchiveEntry manifest)
    {
        try
        {
            using var xml = SafeXml.Open(package.Open(manifest));
            while (xml.Read())
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "encryption-data" or "encrypted-key" }) return true;
            return false;
        }
        catch (XmlException)
        {
            // Old files have a document type here; the name of the element is enough.
            return package.Octets(manifest).AsSpan().IndexOf(":encryption-data"u8) >= 0;
        }
    }
}
