namespace Chancery.Mail.ContentTypes;

/// <summary>Formats that begin with octets of their own.</summary>
internal static class MagicTypes
{
    private static readonly (byte[] Magic, string Type)[] Table =
    [
        ([0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8], "png"),
        ([0xFF, 0xD8, 0xFF], "jpeg"),
        ([.. "GIF87a"u8], "gif"),
        ([.. "GIF89a"u8], "gif"),
        ([.. "II*\0"u8], "tiff"),
        ([.. "MM\0*"u8], "tiff"),
        ([.. "II+\0"u8], "tiff"),
        ([.. "MM\0+"u8], "tiff"),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "7z"),
        ([.. "Rar!"u8, 0x1A, 0x07], "rar"),
        ([0x1F, 0x8B, 0x08], "gzip"),
        ([0xFD, .. "7zXZ\0"u8], "xz"),
        ([.. "{\\rtf"u8], "rtf"),
        ([0x7F, .. "ELF"u8], "elf"),
        ([.. "MZ"u8], "exe"),
        ([0xFE, 0xED, 0xFA, 0xCE], "exe"),
        ([0xFE, 0xED, 0xFA, 0xCF], "exe"),
        ([0xCE, 0xFA, 0xED, 0xFE], "exe"),
        ([0xCF, 0xFA, 0xED, 0xFE], "exe"),
        ([0x78, 0x9F, 0x3E, 0x22], "tnef"),
        ([.. "#!"u8], "script"),
    ];

    public static string? Of(ContentSample sample)
    {
        if (sample.Head[..Math.Min(sample.Head.Length, 1024)].IndexOf("%PDF-"u8) >= 0 && !sample.StartsWith("MZ"u8)) return "pdf";
        foreach (var (magic, type) in Table)
            if (sample.StartsWith(magic)) return type;
        if (sample.StartsWith("BZh"u8) && sample.Has(4, [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])) return "bzip2";
        return sample.Has(257, "ustar"u8) || OldTar.Looks(sample) ? "tar" : null;
    }
}
