namespace Chancery.Mail.ContentTypes;

/// <summary>ZIP and the formats that are ZIP archives with certain entries.</summary>
internal static class ZipTypes
{
    private static readonly (string Kind, string Type)[] OpenDocuments =
    [
        ("text-master", "odt"), ("text-template", "odt"), ("text-web", "odt"), ("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"),
        ("graphics", "odg"), ("formula", "odf"), ("database", "odb"), ("base", "odb"), ("chart", "odc"), ("image", "odi"),
    ];

    public static string? Of(ContentSample sample, string extension)
    {
        if (!ZipDirectory.IsZip(sample)) return null;
        if (OfMimetype(sample) is { } marked) return marked;
        var names = ZipDirectory.Entries(sample).Names;
        return Office(names) ?? (extension is "odt" or "ods" or "odp" && IsUnmarkedOpenDocument(names) ? extension : null) ?? Program(names) ?? "zip";
    }

    /// <summary>The type by which rules know a file of the Office Open XML family.</summary>
    public static string OfExtension(string extension) => extension switch
    {
        "xlsb" or "vsdx" => extension,
        _ when extension.StartsWith("do", StringComparison.Ordinal) => "docx",
        _ when extension.StartsWith("xl", StringComparison.Ordinal) => "xlsx",
        _ => "pptx",
    };

    /// <summary>OpenDocument 1.2 part 3 section 3.3, also of OpenOffice 1 and EPUB: the first entry is <c>mimetype</c>, stored without extra field.</summary>
    private static string? OfMimetype(ContentSample sample)
    {
        if (!sample.Has(30, "mimetypeapplication/"u8)) return null;
        var kind = System.Text.Encoding.Latin1.GetString(sample.Head[50..Math.Min(sample.Head.Length, 120)]);
        if (kind.StartsWith("epub+zip", StringComparison.Ordinal)) return "epub";
        foreach (var family in (string[])["vnd.oasis.opendocument.", "vnd.sun.xml.writer", "vnd.sun.xml.calc", "vnd.sun.xml.impress"])
        {
            if (!kind.StartsWith(family, StringComparison.Ordinal)) continue;
            if (!family.EndsWith('.')) return family.EndsWith("writer", StringComparison.Ordinal) ? "odt" : family.EndsWith("calc", StringComparison.Ordinal) ? "ods" : "odp";
            return OpenDocuments.FirstOrDefault(row => kind[family.Length..].StartsWith(row.Kind, StringComparison.Ordinal)).Type;
        }
        return null;
    }

    /// <summary>Some writers leave the entry <c>mimetype</c> out; then only the name tells which kind it is.</summary>
    private static bool IsUnmarkedOpenDocument(IReadOnlyCollection<string> names) =>
        names.Contains("content.xml") && names.Contains("META-INF/manifest.xml");

    private static string? Office(IReadOnlyCollection<string> names)
    {
        if (!names.Any(name => Normal(name).Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase))) return null;
        if (Any(names, "word/")) return "docx";
        if (names.Any(name => Normal(name).Equals("xl/workbook.bin", StringComparison.OrdinalIgnoreCase))) return "xlsb";
        if (Any(names, "xl/")) return "xlsx";
        if (Any(names, "ppt/")) return "pptx";
        if (Any(names, "visio/")) return "vsdx";
        if (Any(names, "3D/")) return "3mf";
        return names.Any(name => name.EndsWith("FixedDocSeq.fdseq", StringComparison.OrdinalIgnoreCase) || name.EndsWith("FixedDocumentSequence.fdseq", StringComparison.OrdinalIgnoreCase)) ? "xps" : null;
    }

    private static string? Program(IReadOnlyCollection<string> names)
    {
        if (names.Contains("AndroidManifest.xml")) return "apk";
        return names.Contains("META-INF/MANIFEST.MF") && names.Any(name => name.EndsWith(".class", StringComparison.Ordinal)) ? "jar" : null;
    }

    private static bool Any(IEnumerable<string> names, string folder) => names.Any(name => Normal(name).StartsWith(folder, StringComparison.OrdinalIgnoreCase));

    /// <summary>Some writers use the separator of Windows.</summary>
    private static string Normal(string name) => name.Replace('\\', '/').TrimStart('/');
}
