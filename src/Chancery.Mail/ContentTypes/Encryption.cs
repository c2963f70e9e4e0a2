namespace Chancery.Mail.ContentTypes;

/// <summary>Whether a content is locked, where its outside tells.</summary>
internal static class Encryption
{
    private static readonly HashSet<string> NeverLocked =
    [
        "png", "jpeg", "gif", "tiff", "svg", "text", "html", "xml", "ics", "vcf", "eml", "dicom", "step", "iges", "dxf", "stl",
        "gzip", "bzip2", "xz", "tar", "rtf", "exe", "elf", "script", "hl7", "cda", "edifact", "mp3", "mp4",
    ];

    /// <summary>Null where this is not looked into.</summary>
    public static bool? Of(ContentSample sample, string type) => type switch
    {
        "zip" or "docx" or "xlsx" or "pptx" or "odt" or "ods" or "odp" => Zip(sample),
        "pdf" => Pdf(sample),
        "smime" => CryptoTypes.IsEncryptedCms(sample.Head),
        "pgp" => sample.Head.TrimStart(" \t\r\n"u8).StartsWith("-----BEGIN PGP MESSAGE"u8) ? true : null,
        _ when NeverLocked.Contains(type) => false,
        _ => null,
    };

    /// <summary>An Office file in a compound file is an encrypted package (MS-OFFCRYPTO).</summary>
    private static bool? Zip(ContentSample sample)
    {
        if (!ZipDirectory.IsZip(sample)) return true;
        var entries = ZipDirectory.Entries(sample);
        return entries.Names.Count == 0 && sample.Size > 22 ? null : entries.Encrypted;
    }

    /// <summary>The trailer or cross-reference stream names an encryption dictionary (ISO 32000-1 section 7.6.1).</summary>
    private static bool? Pdf(ContentSample sample)
    {
        if (sample.Tail.IndexOf("/Encrypt"u8) >= 0 || sample.Head.IndexOf("/Encrypt"u8) >= 0) return true;
        return sample.TailOffset <= sample.Head.Length ? false : null;
    }
}
