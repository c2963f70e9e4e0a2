using Chancery.Mail.Formats;

namespace Chancery.Mail.ContentTypes;

/// <summary>Compound files (MS-CFB): the names of their streams, or the class of the whole, tell the format.</summary>
internal static class OleTypes
{
    private static readonly (string Stream, string Type)[] Streams =
    [
        ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"), ("PP40", "ppt"),
        ("__properties_version1.0", "msg"), ("__nameid_version1.0", "msg"), ("VisioDocument", "vsd"), ("Quill", "pub"),
        ("MatOST", "wps"), ("SwDocContentMgr", "solidworks"), ("SwDocMgrTempStorage", "solidworks"), ("FileHeader", "hwp"),
    ];

    private static readonly Guid Installer = new("000C1084-0000-0000-C000-000000000046");

    private static readonly Guid InstallerPatch = new("000C1086-0000-0000-C000-000000000046");

    private static readonly HashSet<string> Packages = ["docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xltm", "pptx", "pptm", "potx", "ppsx", "ppsm", "vsdx", "xlsb"];

    public static string? Of(ContentSample sample, string extension)
    {
        if (!CompoundFile.Is(sample.Head)) return null;
        try
        {
            using var content = sample.Open();
            return content.CanSeek ? Of(CompoundFile.Open(content), extension) : "ole";
        }
        catch (Exception damaged) when (damaged is InvalidDataException or ArgumentException or EndOfStreamException)
        {
            return "ole";
        }
    }

    private static string Of(CompoundFile file, string extension)
    {
        if (file.Find("EncryptedPackage") is not null) return Packages.Contains(extension) ? ZipTypes.OfExtension(extension) : "ole";
        if (file.Class == Installer || file.Class == InstallerPatch) return "msi";
        var names = file.Entries.Where(entry => !entry.Path.Contains('/', StringComparison.Ordinal)).Select(entry => entry.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (stream, type) in Streams)
            if (names.Contains(stream)) return type;
        return names.Any(name => name.StartsWith("   1", StringComparison.Ordinal)) && names.Contains("Props") ? "mpp" : "ole";
    }
}
