using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Chancery.Mail.Contents.Traits;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;
using Chancery.Mail.Labels;
using Chancery.Mail.Tests.Content;

namespace Chancery.Mail.Tests.Contents;

/// <summary>What grows without end is over within 5 s of work and 300 MB, and is not called inspectable, or is called malformed.</summary>
[Collection("alone")]
public sealed class BombTests
{
    private const long MostMemory = 300_000_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private const int Large = 200 * 1024 * 1024;

    public static TheoryData<string> Kinds => ["zip", "zip in zip", "gzip", "gzip in gzip", "bzip2", "xz", "zstd", "xml", "svg", "docx", "pdf", "pdf object stream", "png"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_attachment_that_grows_ends_and_is_not_inspectable(string kind)
    {
        var octets = BombOf(kind);
        Measure(kind, () =>
        {
            using var mail = Mails.Inspect("a." + kind.Split(' ')[0], octets);
            var item = mail.Attachments[0].Content;
            _ = (item.Type, item.Encrypted, item.Macro, item.Active, ArchiveFigures.Of(item), ArchiveFigures.RatioOf(item), MailLabels.Of(mail).Unread, mail.Text.Unread);
            Assert.True(item.NotInspectable is not null, $"{kind}: {item.Type}");
        });
    }

    [Fact]
    public void Parts_within_parts_end()
    {
        var mail = new StringBuilder("From: a@acme.example\r\nTo: b@partner.example\r\nMIME-Version: 1.0\r\n");
        for (var depth = 0; depth < 20_000; depth++) mail.Append($"Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n");
        MalformedSoon("depth", Encoding.ASCII.GetBytes(mail.Append("Content-Type: text/plain\r\n\r\nx\r\n").ToString()));
    }

    [Fact]
    public void Messages_within_messages_end()
    {
        var mail = new StringBuilder("From: a@acme.example\r\nTo: b@partner.example\r\nMIME-Version: 1.0\r\n");
        for (var depth = 0; depth < 20_000; depth++) mail.Append("Content-Type: message/rfc822\r\n\r\nFrom: a@acme.example\r\n");
        MalformedSoon("messages", Encoding.ASCII.GetBytes(mail.Append("\r\nx\r\n").ToString()));
    }

    [Fact]
    public void Many_header_fields_end()
    {
        var mail = new StringBuilder("From: a@acme.example\r\nTo: b@partner.example\r\n");
        for (var n = 0; n < 200_000; n++) mail.Append($"X-{n}: {n}\r\n");
        MalformedSoon("fields", Encoding.ASCII.GetBytes(mail.Append("\r\nx\r\n").ToString()));
        MalformedSoon("one field", Encoding.ASCII.GetBytes($"From: a@acme.example\r\nX-Long: {string.Join("\r\n ", Enumerable.Repeat(new string('x', 900), 20_000))}\r\n\r\nx\r\n"));
    }

    [Fact]
    public void Many_parts_end()
    {
        var mail = new StringBuilder("From: a@acme.example\r\nTo: b@partner.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (var n = 0; n < 100_000; n++) mail.Append("--b\r\n\r\nx\r\n");
        MalformedSoon("parts", Encoding.ASCII.GetBytes(mail.Append("--b--\r\n").ToString()));
    }

    /// <summary>CMS compressed data (RFC 3274) is not opened for rules; it must not be unpacked unbounded to say so.</summary>
    [Fact]
    public void Compressed_smime_ends()
    {
        var packed = Zlib(Large);
        byte[] content = [.. Der(0x30, [.. Der(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01]), .. Der(0xA0, Der(0x04, packed))])];
        var compressed = Der(0x30, [.. Der(0x02, [0]), .. Der(0x30, Der(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x03, 0x08])), .. content]);
        var cms = Der(0x30, [.. Der(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x09]), .. Der(0xA0, compressed)]);
        var mail = $"From: a@acme.example\r\nTo: b@partner.example\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=compressed-data; name=smime.p7z\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(cms, Base64FormattingOptions.InsertLineBreaks)}\r\n";
        Measure("compressed smime", () =>
        {
            using var inspected = MailInspector.Inspect(new MemoryStream(Encoding.ASCII.GetBytes(mail)), new InspectionLimits());
            Assert.True(inspected.AttachmentsUnknown is not null || inspected.Attachments.Any(attachment => attachment.Content.NotInspectable is not null));
            Assert.NotNull(inspected.Text.Unread);
        });
        Measure("attached compressed smime", () =>
        {
            using var inspected = Mails.Inspect("smime.p7z", cms);
            Assert.NotNull(inspected.Attachments[0].Content.NotInspectable);
        });
    }

    private static void MalformedSoon(string kind, byte[] octets) => Measure(kind, () =>
    {
        using var mail = MailInspector.Inspect(new MemoryStream(octets), new InspectionLimits());
        Assert.True(mail.Malformed.Count > 0, kind);
        Assert.NotNull(mail.AttachmentsUnknown ?? mail.OverLimit);
        _ = (MailLabels.Of(mail).Unread, InspectDetectors.Hits(mail, null).Count());
    });

    /// <summary>The time that this thread worked: a busy machine is no reason. Memory is that of the process, which does this alone.</summary>
    private static void Measure(string kind, Action look)
    {
        using var process = Process.GetCurrentProcess();
        GC.Collect();
        var before = process.WorkingSet64;
        long most = 0;
        using var watch = new Timer(_ =>
        {
            using var now = Process.GetCurrentProcess();
            most = Math.Max(most, now.WorkingSet64 - before);
        }, null, 0, 20);
        var worked = process.TotalProcessorTime;
        look();
        process.Refresh();
        var took = process.TotalProcessorTime - worked;
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {took.TotalSeconds:0.00} s, {most / 1_000_000} MB");
        Assert.True(took < Longest, $"{kind} took {took}");
        Assert.True(most < MostMemory, $"{kind} took {most} octets");
    }

    private static byte[] BombOf(string kind) => kind switch
    {
        "zip" => Mails.Zip(("a.bin", new byte[Large])),
        "zip in zip" => Mails.Zip([.. Enumerable.Range(0, 16).Select(n => ($"{n}.zip", Mails.Zip(("a.bin", new byte[Large / 4]))))]),
        "gzip" => Mails.Gzip(new byte[Large]),
        "gzip in gzip" => Mails.Gzip(Mails.Gzip(new byte[Large])),
        "bzip2" => Tool("bzip2", "-9"),
        "xz" => Tool("xz", "-6"),
        "zstd" => Tool("zstd", "-q", "-19"),
        "xml" => Encoding.ASCII.GetBytes(Laughs("<a>&z9;</a>", "a")),
        "svg" => Encoding.ASCII.GetBytes(Laughs("<svg xmlns='http://www.w3.org/2000/svg'><text>&z9;</text></svg>", "svg")),
        "docx" => Made.Docx(Laughs("<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>&z9;</w:t></w:r></w:p></w:body></w:document>", "w:document")),
        "pdf" => Pdf("<< /Type /XObject /Filter /FlateDecode /Length {0} >>"),
        "pdf object stream" => Pdf("<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {0} >>"),
        "png" => Png(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Laughs(string content, string root)
    {
        var entities = new StringBuilder("<!ENTITY z0 'lol'>");
        for (var n = 1; n <= 9; n++) entities.Append($"<!ENTITY z{n} '{string.Concat(Enumerable.Repeat($"&z{n - 1};", 10))}'>");
        return $"<?xml version='1.0'?><!DOCTYPE {root} [{entities}]>{content}";
    }

    private static byte[] Pdf(string dictionary)
    {
        var packed = Zlib(Large);
        return [.. Encoding.ASCII.GetBytes($"%PDF-1.5\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj\n3 0 obj {string.Format(System.Globalization.CultureInfo.InvariantCulture, dictionary, packed.Length)} stream\n"), .. packed, .. Encoding.ASCII.GetBytes("\nendstream endobj\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n")];
    }

    private static byte[] Png() => [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 1, 0, 0, 0, 1, 0, 0, 8, 6, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] Zlib(int zeros)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(new byte[zeros]);
        return packed.ToArray();
    }

    private static byte[] Tool(string program, params string[] options)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/" + program) || File.Exists("/bin/" + program), $"{program} is not installed");
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"head -c {Large} /dev/zero | {program} {string.Join(' ', options)} -c"]) { RedirectStandardOutput = true })!;
        var packed = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(packed);
        process.WaitForExit();
        return packed.ToArray();
    }

    private static byte[] Der(byte tag, byte[] content) => content.Length < 128 ? [tag, (byte)content.Length, .. content]
        : [tag, 0x84, (byte)(content.Length >> 24), (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length, .. content];
}

[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
