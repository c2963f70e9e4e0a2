namespace Chancery.Mail.ContentTypes;

/// <summary>ZIP and the formats that are ZIP archives with certain entries.</summary>
internal static class ZipTypes
{
    public static string? Of(ContentSample sample, string extension)
    {
        if (!ZipDirectory.IsZip(sample)) return null;
        if (OpenDocument(sample) is { } odf) return odf;
        var names = ZipDirectory.Entries(sample).Names;
        return Office(names) ?? (extension is "odt" or "ods" or "odp" && IsUnmarkedOpenDocument(names) ? extension : "zip");
    }

    /// <summary>OpenDocument 1.2 part 3 section 3.3: the first entry is <c>mimetype</c>, stored without extra field.</summary>
    private static string? OpenDocument(ContentSample sample)
    {
        if (!sample.Has(30, "mimetypeapplication/vnd.oasis.opendocument."u8)) return null;
        if (sample.Has(73, "text"u8)) return "odt";
        if (sample.Has(73, "spreadsheet"u8)) return "ods";
        return sample.Has(73, "presentation"u8) ? "odp" : null;
    }

    /// <summary>Some writers leave the entry <c>mimetype</c> out; then only the name tells which kind it is.</summary>
    private static bool IsUnmarkedOpenDocument(IReadOnlyCollection<string> names) =>
        names.Contains("content.xml") && names.Contains("META-INF/manifest.xml");

    private static string? Office(IReadOnlyCollection<string> names)
    {
        if (!names.Contains("[Content_Types].xml")) return null;
        if (names.Any(name => name.StartsWith("word/", StringComparison.OrdinalIgnoreCase))) return "docx";
        if (names.Any(name => name.StartsWith("xl/", StringComparison.OrdinalIgnoreCase))) return "xlsx";
        return names.Any(name => name.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase)) ? "pptx" : null;
    }
}
