using System.IO.Compression;
using System.Xml;

namespace Chancery.Mail.Documents.Office;

/// <summary>
/// The text of docx, xlsx, pptx and their kin (ECMA-376): all parts that hold text, whatever they are called and linked by:
/// body, headers and footers, notes, comments, shared strings, slides, charts, properties. Deleted and hidden text is in the file
/// and counts.
/// </summary>
internal static class OpenXmlText
{
    /// <summary>Parts without text of people. Whatever is not listed is read.</summary>
    private static readonly string[] Formal =
    [
        "/styles", "/theme", "/fonttable", "/websettings", "/settings", "/numbering", "/viewprops", "/presprops", "/tablestyles", "/calcchain", "/printersettings", "/stylesWithEffects".ToLowerInvariant(),
    ];

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal) { "p", "br", "cr", "row", "si", "comment", "tr", "lvl", "definedName", "text", "lbl" };

    private static readonly HashSet<string> Told = new(StringComparer.Ordinal) { "descr", "title", "tooltip", "name", "author" };

    public static string? Read(byte[] octets, TextSink sink, int depth)
    {
        using var package = new Package(octets, sink.Budget);
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
        var name = entry.FullName.ToLowerInvariant().Replace('\\', '/');
        if (entry.Length == 0 && name.EndsWith('/')) return null;
        if (name.EndsWith(".xml", StringComparison.Ordinal) || name.EndsWith(".vml", StringComparison.Ordinal))
            return Formal.Any(part => name.Contains(part, StringComparison.Ordinal)) || name.StartsWith("customxml/itemprops", StringComparison.Ordinal) || name == "[content_types].xml"
                ? null : Xml(package, entry, sink);
        if (name.EndsWith(".bin", StringComparison.Ordinal) && name.StartsWith("xl/worksheets", StringComparison.Ordinal)) return null;
        if (name.StartsWith("xl/", StringComparison.Ordinal) && name.EndsWith(".bin", StringComparison.Ordinal) && !name.Contains("embeddings/", StringComparison.Ordinal) && !name.Contains("vbaproject", StringComparison.Ordinal)
            && !name.Contains("printersettings", StringComparison.Ordinal)) return "a binary workbook is not read";
        return Embedded.TypeOf(name) is { } type ? Embedded.Read(package, entry, type, sink, depth) : null;
    }

    private static string? Xml(Package package, ZipArchiveEntry entry, TextSink sink)
    {
        try
        {
            using var xml = SafeXml.Open(package.Open(entry));
            Read(xml, sink);
            sink.Line();
            return null;
        }
        catch (XmlException)
        {
            return "a part of it is damaged";
        }
        catch (InvalidDataException)
        {
            return "a part of it is damaged";
        }
    }

    private static void Read(XmlReader xml, TextSink sink)
    {
        // A number of the shared strings is no text of the cell; a number that was typed is.
        var isShared = false;
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    if (xml.LocalName == "c") isShared = xml.GetAttribute("t") == "s";
                    else if (xml.LocalName is "tab" or "ptab") sink.Tab();
                    else if (xml.LocalName is "noBreakHyphen") sink.Append('-');
                    else if (xml.LocalName is "br" or "cr") sink.Line();
                    Attributes(xml, sink);
                    if (xml.LocalName == "v" && isShared) xml.Skip();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    sink.Append(xml.Value);
                    break;
                case XmlNodeType.EndElement when xml.LocalName is "c" or "tc":
                    sink.Tab();
                    break;
                case XmlNodeType.EndElement when Blocks.Contains(xml.LocalName):
                    sink.Line();
                    break;
                default:
                    break;
            }
        }
    }

    private static void Attributes(XmlReader xml, TextSink sink)
    {
        if (!xml.HasAttributes || xml.LocalName is not ("docPr" or "cNvPr" or "hyperlink" or "comment" or "sheet")) return;
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
            if (Told.Contains(xml.LocalName))
            {
                sink.Line();
                sink.Append(xml.Value);
                sink.Line();
            }
        xml.MoveToElement();
    }
}
