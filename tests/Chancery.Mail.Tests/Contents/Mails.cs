using System.IO.Compression;
using System.Text;
using Chancery.Mail.Contents;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Tests.Contents;

/// <summary>Mails and archives made for one test.</summary>
internal static class Mails
{
    /// <summary>A DICOM file of 132 octets and a few elements.</summary>
    public static byte[] Dicom { get; } = [.. new byte[128], .. "DICM"u8, 2, 0, 0, 0, .. "UL"u8, 4, 0, 0, 0, 0, 0];

    public static Stream With(params (string Name, byte[] Content)[] attachments)
    {
        var mail = new StringBuilder("From: a@acme.example\r\nTo: b@partner.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=b\"\r\n\r\n--=b\r\nContent-Type: text/plain\r\n\r\nhello\r\n");
        foreach (var (name, content) in attachments)
            mail.Append("--=b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"").Append(name).Append("\"\r\n\r\n")
                .Append(Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        return new MemoryStream(Encoding.UTF8.GetBytes(mail.Append("--=b--\r\n").ToString()));
    }

    public static InspectedMail Inspect(string name, byte[] content, InspectionLimits? limits = null) => MailInspector.Inspect(With((name, content)), limits ?? new InspectionLimits());

    /// <summary>With more time than live operation has: a busy machine is no reason to see less.</summary>
    private static InspectionLimits Patient { get; } = new() { ArchiveTime = TimeSpan.FromMinutes(2) };

    public static InspectedMail InspectFile(string path) => path.EndsWith(".eml", StringComparison.Ordinal)
        ? MailInspector.Inspect(File.OpenRead(path), Patient)
        : Inspect(Path.GetFileName(path), File.ReadAllBytes(path), Patient);

    public static byte[] Zip(params (string Name, byte[] Content)[] entries) => Zip(CompressionLevel.Optimal, entries);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
                using (var entry = zip.CreateEntry(name, level).Open()) entry.Write(content);
        return file.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        return file.ToArray();
    }

    public static byte[] Tar(params (string Name, byte[] Content)[] entries)
    {
        var file = new MemoryStream();
        using (var tar = new System.Formats.Tar.TarWriter(file, leaveOpen: true))
            foreach (var (name, content) in entries)
                tar.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return file.ToArray();
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>What lies in the first attachment.</summary>
    public static IReadOnlyList<ContentItem> Inside(InspectedMail mail) => [.. MailContents.Within(mail.Attachments[0].Content).Skip(1)];
}
