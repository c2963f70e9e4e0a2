using Chancery.Mail.Contents.Archives;
using Chancery.Mail.Contents.Messages;
using Chancery.Mail.Contents.Streams;
using Chancery.Mail.Contents.Zip;

namespace Chancery.Mail.Contents;

/// <summary>Which types hold others, and who opens them.</summary>
internal static class Containers
{
    private static readonly HashSet<string> Archives =
        ["zip", "7z", "rar", "tar", "gzip", "bzip2", "xz", "lzip", "zstd", "iso", "cab", "arj", "lzh", "jar", "compress", "apk", "3mf"];

    private static readonly HashSet<string> Messages = ["eml", "msg", "tnef", "smime"];

    private static readonly HashSet<string> Packages =
        ["docx", "xlsx", "xlsb", "pptx", "vsdx", "odt", "ods", "odp", "odg", "odf", "xps", "epub"];

    /// <summary>What the archive facts speak of.</summary>
    public static bool IsArchive(string type) => Archives.Contains(type);

    public static bool IsContainer(string type) => Archives.Contains(type) || Messages.Contains(type);

    /// <summary>Documents that are ZIP archives inside.</summary>
    public static bool IsPackage(string type) => Packages.Contains(type);

    /// <summary>Types that may have an archive behind them, which some programs find and others do not.</summary>
    public static bool MayHideZip(string type) => type is "exe" or "elf" or "macho" or "pdf" or "script" || (Opaque.Is(type) && type is not ("dicom" or "stl" or "jt" or "dwg"));

    /// <exception cref="ContentException">It cannot be opened.</exception>
    public static Container Open(ContentItem item, ContentBudget budget)
    {
        var content = item.Open();
        return item.Type switch
        {
            "7z" or "rar" => new PackedArchive(content, item.Type),
            "tar" => new TarContainer(content),
            "gzip" or "bzip2" or "xz" or "lzip" or "zstd" or "compress" => new SingleStream(content, item.Type, item.Name),
            "iso" => new IsoContainer(content),
            "tnef" => new TnefContainer(content),
            "msg" => new OutlookMessage(content),
            "smime" => new SignedContent(content),
            "eml" => new AttachedMessage(content, budget.Limits),
            "zip" or "jar" or "apk" or "3mf" => new ZipContainer(content, budget.Limits.ArchiveEntries),
            _ when item.IsZipAsWell => new ZipContainer(content, budget.Limits.ArchiveEntries),
            _ when IsPackage(item.Type) => PieceContainer(content, budget),
            _ => throw new ContentException("packed in a way that is not supported"),
        };
    }

    /// <summary>Documents are named as what they are by their first octets or their name; inside they have to be ZIP archives.</summary>
    private static ZipContainer PieceContainer(Stream content, ContentBudget budget)
    {
        Span<byte> start = stackalloc byte[2];
        if (content.ReadAtLeast(start, 2, throwOnEndOfStream: false) < 2 || !start.SequenceEqual("PK"u8)) throw new ContentException(Damage.Encrypted);
        return new ZipContainer(content, budget.Limits.ArchiveEntries);
    }
}
