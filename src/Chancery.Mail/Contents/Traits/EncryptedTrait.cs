using Chancery.Mail.ContentTypes;
using Chancery.Mail.Formats;

namespace Chancery.Mail.Contents.Traits;

/// <summary>Whether a content needs a password or a key to be read.</summary>
internal static class EncryptedTrait
{
    /// <summary>Types whose outside cannot tell, or that lock in ways of their own.</summary>
    private static readonly HashSet<string> Untold = ["unknown", "wpd", "pst", "mdb", "one", "cab", "arj", "lzh", "vhd", "vhdx", "deb", "rpm", "pub", "mpp", "hwp", "wps", "solidworks"];

    public static Finding Of(ContentItem item) => item.Type switch
    {
        _ when item.IsLocked => Finding.Yes,
        "zip" or "7z" or "rar" or "jar" or "apk" => Archive(item),
        _ when item.Type != "smime" && item.IsContainer && item.Entries.Any(entry => entry.Encrypted.Value == true) => Finding.Yes,
        "doc" or "xls" or "ppt" or "ole" or "vsd" => Compound(item),
        "pdf" => Pdf.IsEncrypted(item),
        "odt" or "ods" or "odp" or "odg" => OpenDocument(item),
        "docx" or "xlsx" or "xlsb" or "pptx" or "vsdx" => Package(item),
        "smime" => CryptoTypes.IsCutOff(item.Sample().Head) ? Finding.Not(Damage.CutOff) : Finding.Of(CryptoTypes.IsEncryptedCms(item.Sample().Head) == true),
        "pgp" => Finding.Of(CryptoTypes.IsPgpMessage(item.Sample().Head)),
        "p12" or "kdbx" => Finding.Yes,
        _ when item.Size == 0 => Finding.No,
        _ when Untold.Contains(item.Type) => Finding.Not(item.Unreadable ?? "its type does not tell"),
        _ => item.Unreadable is { } reason ? Finding.Not(reason) : Finding.No,
    };

    /// <summary>Any entry at any depth, or the list of entries itself.</summary>
    private static Finding Archive(ContentItem item)
    {
        if (item.Entries.Any(entry => entry.IsLocked || entry.Encrypted.Value == true)) return Finding.Yes;
        if (item.Unseen is null) return Finding.No;
        return item.Unseen == Damage.Encrypted ? Finding.Yes : Finding.Not(item.Unseen);
    }

    /// <summary>An Office Open XML file that is encrypted is a compound file around it (MS-OFFCRYPTO 2.3).</summary>
    private static Finding Package(ContentItem item) => CompoundFile.Is(item.Sample().Head) ? Finding.Yes : Finding.No;

    private static Finding OpenDocument(ContentItem item)
    {
        if (item.Pieces.FirstOrDefault(piece => piece.Path.EndsWith("META-INF/manifest.xml", StringComparison.Ordinal)) is not { } manifest)
            return item.PiecesUnseen is { } reason ? Finding.Not(reason) : Finding.No;
        if (manifest.IsLocked) return Finding.Yes;
        return Octets.Contains(manifest, "encryption-data"u8);
    }

    private static Finding Compound(ContentItem item)
    {
        if (!CompoundFile.Is(item.Sample().Head)) return Finding.Of(item.Type == "xls" && Biff.IsEncrypted(item.Sample().Head));
        using var content = item.Open();
        var file = CompoundFile.Open(content);
        if (file.Find("EncryptedPackage") is not null || file.Find("\tDRMContent") is not null) return Finding.Yes;
        return Finding.Of(IsWordEncrypted(file) || Biff.IsEncrypted(file.Start("Workbook", 4096)) || Biff.IsEncrypted(file.Start("Book", 4096)) || IsPowerPointEncrypted(file));
    }

    /// <summary>MS-DOC 2.5.2: bit fEncrypted of the base of the file information block.</summary>
    private static bool IsWordEncrypted(CompoundFile file) => file.Start("WordDocument", 32) is { Length: 32 } fib && (fib[11] & 1) != 0;

    /// <summary>MS-PPT 2.3.2: the header token of the atom CurrentUser.</summary>
    private static bool IsPowerPointEncrypted(CompoundFile file) =>
        file.Find("EncryptedSummary") is not null || (file.Start("Current User", 16) is { Length: 16 } user && user.AsSpan(12).SequenceEqual((ReadOnlySpan<byte>)[0xDF, 0xC4, 0xD1, 0xF3]));
}
