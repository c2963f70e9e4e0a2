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
        ([.. "8BPS\0"u8], "psd"),
        ([0, 0, 0, 0x0C, .. "jP  "u8], "jp2"),
        ([0xD7, 0xCD, 0xC6, 0x9A], "wmf"),
        ([.. "AT&TFORM"u8], "djvu"),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "7z"),
        ([.. "Rar!"u8, 0x1A, 0x07], "rar"),
        ([0x1F, 0x8B, 0x08], "gzip"),
        ([0xFD, .. "7zXZ\0"u8], "xz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
        ([.. "LZIP\u0001"u8], "lzip"),
        ([0x1F, 0x9D], "compress"),
        ([.. "MSCF\0\0\0\0"u8], "cab"),
        ([.. "!<arch>\ndebian"u8], "deb"),
        ([0xED, 0xAB, 0xEE, 0xDB], "rpm"),
        ([.. "vhdxfile"u8], "vhdx"),
        ([.. "conectix"u8], "vhd"),
        ([.. "{\\rtf"u8], "rtf"),
        ([0x7F, .. "ELF"u8], "elf"),
        ([.. "MZ"u8], "exe"),
        ([0xFE, 0xED, 0xFA, 0xCE], "macho"),
        ([0xFE, 0xED, 0xFA, 0xCF], "macho"),
        ([0xCE, 0xFA, 0xED, 0xFE], "macho"),
        ([0xCF, 0xFA, 0xED, 0xFE], "macho"),
        ([0, .. "asm"u8, 1, 0, 0, 0], "wasm"),
        ([.. "dex\n0"u8], "dex"),
        ([0x4C, 0, 0, 0, 1, 0x14, 2, 0], "lnk"),
        ([.. "ITSF"u8, 3, 0, 0, 0], "chm"),
        ([0x78, 0x9F, 0x3E, 0x22], "tnef"),
        ([.. "!BDN"u8], "pst"),
        ([0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3], "one"),
        ([.. "SQLite format 3\0"u8], "sqlite"),
        ([0, 1, 0, 0, .. "Standard Jet DB"u8], "mdb"),
        ([0, 1, 0, 0, .. "Standard ACE DB"u8], "mdb"),
        ([0x03, 0xD9, 0xA2, 0x9A, 0x67, 0xFB, 0x4B, 0xB5], "kdbx"),
        ([0xFF, .. "WPC"u8], "wpd"),
        ([.. "OTTO\0"u8], "font"),
        ([.. "wOFF"u8], "font"),
        ([.. "wOF2"u8], "font"),
        ([.. "ttcf"u8, 0], "font"),
        ([.. "%!PS"u8], "ps"),
        ([0xC5, 0xD0, 0xD3, 0xC6], "ps"),
        ([.. "V5_CFV2"u8], "catia"),
        ([.. "3D Geometry File Format"u8], "3dm"),
        ([.. "**ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8], "parasolid"),
        ([.. "#!"u8], "script"),
    ];

    public static string? Of(ContentSample sample)
    {
        if (sample.StartsWith("%PDF-"u8)) return "pdf";
        foreach (var (magic, type) in Table)
            if (sample.StartsWith(magic)) return type;
        if (sample.StartsWith("BZh"u8) && (sample.Has(4, [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) || sample.Has(4, [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]))) return "bzip2";
        if (sample.StartsWith([0xCA, 0xFE, 0xBA, 0xBE]) && sample.Head.Length > 8) return sample.Head[7] >= 45 && sample.Head[6] == 0 && sample.Head[5] == 0 ? "class" : "macho";
        return OfPlace(sample) ?? (IsPdfBehindOthers(sample) ? "pdf" : null);
    }

    /// <summary>Readers of PDF take other octets before the header; a file that is stored within another is none.</summary>
    private static bool IsPdfBehindOthers(ContentSample sample) =>
        sample.Head[..Math.Min(sample.Head.Length, 1024)].IndexOf("%PDF-"u8) > 0 && !sample.StartsWith("PK"u8) && !Formats.CompoundFile.Is(sample.Head);

    private static string? OfPlace(ContentSample sample)
    {
        if (sample.StartsWith("BM"u8) && sample.UInt32(14) is 12 or 40 or 52 or 56 or 64 or 108 or 124) return "bmp";
        if (sample.StartsWith([0, 0, 1, 0]) && sample.Head.Length > 22 && sample.Head[4] is > 0 and < 64 && sample.Head[5] == 0 && sample.Head[9] == 0) return "ico";
        if (sample.StartsWith([1, 0, 0, 0]) && sample.Has(40, " EMF"u8)) return "emf";
        if (sample.StartsWith([0, 1, 0, 0, 0]) && sample.Head.Length > 12 && sample.Head[5] is > 4 and < 64 && sample.Head[6] is 0 or 1 && IsTableTag(sample.Head[12..])) return "font";
        if (sample.Has(2, "-lh"u8) && sample.Has(6, "-"u8)) return "lzh";
        if (sample.StartsWith([0x60, 0xEA]) && sample.Head.Length > 12 && sample.Head[3] < 0x0B && sample.Head[10] == 2) return "arj";
        if (IsBiff(sample)) return "xls";
        if (sample.Has(32_769, "CD001"u8)) return "iso";
        return sample.Has(257, "ustar"u8) || OldTar.Looks(sample) ? "tar" : null;
    }

    private static bool IsTableTag(ReadOnlySpan<byte> tag) => tag.Length >= 4 && !tag[..4].ContainsAnyExceptInRange((byte)' ', (byte)'~');

    /// <summary>Excel 2 to 4 without a compound file around it: the record BOF of a sheet.</summary>
    private static bool IsBiff(ContentSample sample) =>
        (sample.StartsWith([0x09, 0x00, 0x04, 0x00]) || sample.StartsWith([0x09, 0x02, 0x06, 0x00]) || sample.StartsWith([0x09, 0x04, 0x06, 0x00]))
        && sample.Head.Length > 8 && sample.Head[6] is 0x10 or 0x20 or 0x40 && sample.Head[7] is 0 or 1;
}
