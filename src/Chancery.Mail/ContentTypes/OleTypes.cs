using System.Buffers.Binary;
using System.Text;

namespace Chancery.Mail.ContentTypes;

/// <summary>Compound files (MS-CFB): the names of their streams tell the format.</summary>
internal static class OleTypes
{
    private const int DirectorySectors = 16;

    private static readonly (string Stream, string Type)[] Streams =
    [
        ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"),
        ("__nameid_version1.0", "msg"), ("__properties_version1.0", "msg"),
    ];

    public static string? Of(ContentSample sample, string extension)
    {
        if (!sample.StartsWith([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) || sample.Head.Length < 512) return null;
        var names = DirectoryNames(sample);
        if (names.Contains("EncryptedPackage")) return extension is "docx" or "xlsx" or "pptx" ? extension : "ole";
        foreach (var (stream, type) in Streams)
            if (names.Contains(stream)) return type;
        return "ole";
    }

    private static HashSet<string> DirectoryNames(ContentSample sample)
    {
        var sectorSize = 1 << Math.Clamp((int)BinaryPrimitives.ReadUInt16LittleEndian(sample.Head[30..]), 7, 12);
        var first = sample.UInt32(48);
        var directory = sample.Range((first + 1L) * sectorSize, sectorSize * DirectorySectors);
        HashSet<string> names = [];
        for (var at = 0; at + 128 <= directory.Length; at += 128)
        {
            var octets = BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(at + 64));
            if (octets is >= 2 and <= 64) names.Add(Encoding.Unicode.GetString(directory, at, octets - 2));
        }
        return names;
    }
}
