using System.IO.Compression;

namespace Chancery.Mail.Documents.Office;

/// <summary>Documents within a document: their text belongs to it.</summary>
internal static class Embedded
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".docx"] = "docx",
        [".docm"] = "docx",
        [".xlsx"] = "docx",
        [".xlsm"] = "docx",
        [".pptx"] = "docx",
        [".pptm"] = "docx",
        [".doc"] = "ole",
        [".xls"] = "ole",
        [".ppt"] = "ole",
        [".bin"] = "ole",
        [".pdf"] = "pdf",
        [".rtf"] = "rtf",
        [".odt"] = "odt",
        [".ods"] = "odt",
        [".odp"] = "odt",
        [".txt"] = "text",
        [".csv"] = "text",
        [".htm"] = "html",
        [".html"] = "html",
        [".xhtml"] = "html",
        [".mht"] = "text",
        [".fodt"] = "xml",
    };

    /// <summary>Null for parts that hold no text.</summary>
    /// <param name="name">Lower case.</param>
    public static string? TypeOf(string name) => Types.GetValueOrDefault(Path.GetExtension(name));

    /// <summary>Why text may be missing; null if all was read.</summary>
    public static string? Read(Package package, ZipArchiveEntry entry, string type, TextSink sink, int depth)
    {
        var octets = package.Octets(entry);
        if (octets.Length == 0) return null;
        var reading = DocumentText.Read(octets, EmbeddedType.Of(octets) ?? (type is "text" or "html" or "xml" ? type : "image"), null, sink.Budget, depth + 1);
        foreach (var text in reading.Readings)
        {
            sink.Line();
            sink.Append(text);
            sink.Line();
        }
        return reading.Unread;
    }
}
