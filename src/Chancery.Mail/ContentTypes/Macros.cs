namespace Chancery.Mail.ContentTypes;

/// <summary>Macros in Office Open XML files; whether older formats carry them is not looked into.</summary>
internal static class Macros
{
    public static bool? Of(ContentSample sample, string type) => type switch
    {
        "docx" or "xlsx" or "pptx" when ZipDirectory.IsZip(sample) =>
            ZipDirectory.Entries(sample).Names.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)),
        "docx" or "xlsx" or "pptx" or "doc" or "xls" or "ppt" or "odt" or "ods" or "odp" or "ole" or "unknown" => null,
        "zip" or "7z" or "rar" or "tar" or "gzip" or "bzip2" or "xz" or "eml" or "msg" or "tnef" or "smime" or "pgp" => null,
        _ => false,
    };
}
