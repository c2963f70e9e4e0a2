using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Chancery.Mail.Contents;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;
using Chancery.Mail.Labels;
using Chancery.Mail.Tests.Content;

namespace Chancery.Mail.Tests.Contents;

/// <summary>Mail that no collection of ours holds: other spellings, other producers, other packings, and what only looks alike.</summary>
public sealed class OtherMaterialTests
{
    private const string One = "22222222-bbbb-4bbb-8bbb-000000000001", Two = "33333333-cccc-4ccc-8ccc-000000000002", Site = "99999999-1111-4111-8111-111111111111", OtherSite = "88888888-1111-4111-8111-111111111111";
    private const string Iban = "DE89370400440532013000";

    private static string Msip(string id, string enabled = "true", string name = "Geheim", string site = Site) =>
        $"MSIP_Label_{id}_Enabled={enabled}; MSIP_Label_{id}_SiteId={site}; MSIP_Label_{id}_Name={name}; MSIP_Label_{id}_Method=Privileged; MSIP_Label_{id}_SetDate=2026-01-02T03:04:05Z";

    public static TheoryData<string, string> HeaderLabels => new()
    {
        { "msip_labels: " + Msip(One).Replace("; ", ";\n ", StringComparison.Ordinal), One },
        { "msip_labels: " + Msip(One).Replace("; ", ";\n\t", StringComparison.Ordinal) + ";", One },
        { "msip_labels:" + Msip(One).Replace("; ", ";", StringComparison.Ordinal), One },
        { "msip_labels: " + Msip(One).Replace("=", " = ", StringComparison.Ordinal), One },
        { "MSIP_Labels: " + Msip(One.ToUpperInvariant(), "TRUE"), One },
        { "msip_labels: \"" + Msip(One) + "\"", One },
        { "msip_labels: " + Msip(One) + "; " + Msip(Two, site: OtherSite), One + " " + Two },
        { "msip_labels: " + Msip(One, "False") + "; " + Msip(Two, "True"), Two },
        { "msip_labels: " + Msip(One, "FALSE"), "" },
        { "msip_labels: " + Msip(One, name: "A=B - C"), One },
        { $"msip_labels: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(Msip(One, name: "Öffentlich")))}?=", One },
        { $"msip_labels: MSIP_Label_{One}_SiteId={Site}; MSIP_Label_{One}_Name=x", "" },
    };

    [Theory]
    [MemberData(nameof(HeaderLabels))]
    public void Labels_of_headers(string fields, string ids)
    {
        using var mail = Made.Mail($"From: a@acme.example\nTo: b@partner.example\nSubject: s\n{fields}\n\nx\n");
        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries), Purview(mail));
    }

    private static string Custom(string id, string enabled = "true", string site = Site) =>
        "<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/custom-properties' xmlns:vt='http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes'>"
        + $"<property name='MSIP_Label_{id}_Enabled'><vt:lpwstr>{enabled}</vt:lpwstr></property><property name='MSIP_Label_{id}_SiteId'><vt:lpwstr>{site}</vt:lpwstr></property></Properties>";

    private static string Info(string id, int enabled = 1, int removed = 0, string prefix = "clbl") =>
        $"<{prefix}:labelList xmlns:{prefix}='http://schemas.microsoft.com/office/2020/mipLabelMetadata'><{prefix}:label id='{{{id}}}' enabled='{enabled}' method='Privileged' siteId='{{{Site}}}' removed='{removed}'/></{prefix}:labelList>";

    private static byte[] Word(params (string, string)[] more) => Made.Docx(Made.Word("<w:r><w:t>x</w:t></w:r>"), more);

    public static TheoryData<string, string, byte[], string> DocumentLabels => new()
    {
        { "custom", "a.docx", Word(("docProps/custom.xml", Custom(One))), One },
        { "custom disabled", "a.docx", Word(("docProps/custom.xml", Custom(One, "false"))), "" },
        { "info", "a.docx", Word(("docMetadata/LabelInfo.xml", Info(One))), One },
        { "info of another prefix", "a.docx", Word(("docMetadata/LabelInfo.xml", Info(One, prefix: "x"))), One },
        { "info disabled", "a.docx", Word(("docMetadata/LabelInfo.xml", Info(One, enabled: 0))), "" },
        { "info removed", "a.docx", Word(("docMetadata/LabelInfo.xml", Info(One, removed: 1)), ("docProps/custom.xml", Custom(One))), "" },
        { "info over custom", "a.docx", Word(("docMetadata/LabelInfo.xml", Info(Two)), ("docProps/custom.xml", Custom(One))), Two },
        { "under a wrong name", "foto.jpg", Word(("docMetadata/LabelInfo.xml", Info(One))), One },
        { "in a zip in a zip", "a.zip", Made.Zip(("in/b.zip", Made.Zip(("x/a.docx", Word(("docMetadata/LabelInfo.xml", Info(One))))))), One },
        { "in a tgz", "a.tgz", Mails.Gzip(Mails.Tar(("a.docx", Word(("docProps/custom.xml", Custom(One)))))), One },
    };

    [Theory]
    [MemberData(nameof(DocumentLabels))]
    public void Labels_of_documents(string what, string name, byte[] content, string ids)
    {
        using var mail = Made.With((name, content));
        Assert.True(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).SequenceEqual(Purview(mail)), what);
        Assert.Null(MailLabels.Of(mail).Unread);
    }

    private static IEnumerable<string> Purview(InspectedMail mail) => MailLabels.Of(mail).Labels.Where(label => label.Scheme == "purview").Select(label => label.Id).Distinct().Order();

    [Theory]
    [InlineData("VS - NUR FÜR DEN DIENSTGEBRAUCH", "vs-nfd")]
    [InlineData("VS – Nur fuer den Dienstgebrauch", "vs-nfd")]
    [InlineData("VS\u2011NfD", "vs-nfd")]
    [InlineData("EVS-NfDX", "")]
    [InlineData("TLP:AMBER+STRICT", "tlp")]
    [InlineData("TLP: GREEN", "tlp")]
    [InlineData("tlp is a protocol; TLP:PURPLE", "")]
    [InlineData("TISAX streng vertraulich", "tisax")]
    public void Markings_of_texts(string text, string scheme)
    {
        using var mail = Made.Text(text);
        Assert.Equal(scheme.Split(' ', StringSplitOptions.RemoveEmptyEntries), MailLabels.Of(mail).Labels.Select(label => label.Scheme).Distinct());
    }

    [Theory]
    // IBAN as people and programs write it, and what only looks like one.
    [InlineData("iban", 1, "DE89 3704 0044 0532 0130 00")]
    [InlineData("iban", 1, Iban + " und nochmal DE89 3704 0044 0532 0130 00")]
    [InlineData("iban", 3, "NL91ABNA0417164300 GB29NWBK60161331926819 ES9121000418450200051332")]
    [InlineData("iban", 1, "DE89\u202F3704\u202F0044\u202F0532\u202F0130\u202F00")]
    [InlineData("iban", 1, "DE89\u200D3704\u200B0044\u20600532\uFEFF0130\u200C00")]
    [InlineData("iban", 1, "DE\U0001D7D6\U0001D7D7\U0001D7D1\U0001D7D5\U0001D7CE\U0001D7D2\U0001D7CE\U0001D7CE\U0001D7D2\U0001D7D2\U0001D7CE\U0001D7D3\U0001D7D1\U0001D7D0\U0001D7CE\U0001D7CF\U0001D7D1\U0001D7CE\U0001D7CE\U0001D7CE")]
    [InlineData("iban", 0, "DE88370400440532013000 DE8937040044053201300 XX89370400440532013000 abc" + Iban + "def")]
    // Letter and nine digits, the last of which checks.
    [InlineData("kvnr", 1, "KVNR A123456780")]
    [InlineData("kvnr", 1, "a 123 456 780")]
    [InlineData("kvnr", 0, "A123456781 XA123456780 A1234567807")]
    // Of the first ten digits one stands twice or three times, not in a row.
    [InlineData("steuer-id", 1, "IdNr. 86 095 742 719")]
    [InlineData("steuer-id", 1, "86095742719, 86095742719")]
    [InlineData("steuer-id", 0, "86095742710 12345678903 01234567889 11123456780 11123456781 11123456782 11123456783 11123456784 11123456785 11123456786 11123456787 11123456788 11123456789")]
    [InlineData("svnr", 1, "15 070649 C 103")]
    [InlineData("svnr", 0, "15070649C104 15071349C103")]
    [InlineData("creditcard", 1, "3782 822463 10005")]
    [InlineData("creditcard", 1, "2223-0031-2200-3222")]
    [InlineData("creditcard", 0, "4111111111111112 x4111111111111111 41111111111111111234 0000000000000000")]
    public void Numbers_of_texts(string detector, int hits, string text)
    {
        using var mail = Made.Text(text);
        Assert.Equal(hits, Hits(mail, detector));
    }

    [Theory]
    [InlineData(1, "<p>DE<b>89</b> 3704<span> </span>0044 <i>0532</i> 0130 00</p>")]
    [InlineData(1, "<p>&#68;&#x45;89&nbsp;3704&nbsp;0044&nbsp;0532&nbsp;0130&nbsp;00</p>")]
    [InlineData(1, "<p>DE89&shy;3704&shy;0044<wbr>0532&zwnj;0130&#8203;00</p>")]
    [InlineData(1, "<table><tr><td>IBAN</td><td>" + Iban + "</td></tr></table>")]
    [InlineData(0, "<p>x<!-- " + Iban + " --></p>")]
    [InlineData(0, "<script>var a='" + Iban + "'</script><style>.x{content:'" + Iban + "'}</style>")]
    public void Numbers_of_pages(int hits, string html)
    {
        using var mail = Made.Text(html, "text/html; charset=utf-8");
        Assert.Equal(hits, Hits(mail, "iban"));
    }

    [Theory]
    [InlineData("quoted-printable", "utf-8", "Konto DE89370400=\r\n440532013000")]
    [InlineData("base64", "utf-16", null)]
    [InlineData("base64", "utf-16BE", null)]
    [InlineData("base64", "windows-1252", null)]
    [InlineData("base64", "IBM500", null)]
    public void Numbers_in_any_coding(string coding, string charset, string? body)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(charset);
        body ??= Convert.ToBase64String([.. encoding.GetPreamble(), .. encoding.GetBytes("Konto " + Iban)]);
        using var mail = Made.Mail($"From: a@acme.example\nTo: b@partner.example\nSubject: s\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {coding}\n\n{body}\n");
        Assert.Equal(1, Hits(mail, "iban"));
    }

    [Theory]
    [InlineData("a.csv", "Name;IBAN\nX;" + Iban + "\n")]
    [InlineData("a.json", "{\"iban\":\"" + Iban + "\"}")]
    [InlineData("a.xml", "<?xml version='1.0'?><a><iban>" + Iban + "</iban></a>")]
    [InlineData("a.rtf", "{\\rtf1\\ansi IBAN DE89 3704 {\\b 0044} 0532 0130 00\\par}")]
    [InlineData("a.html", "<html><body>" + Iban + "</body></html>")]
    [InlineData("a.eml", "From: q@q.example\r\nSubject: x\r\n\r\n" + Iban + "\r\n")]
    [InlineData("a.txt", "IBAN " + Iban)]
    public void Numbers_of_files_packed_or_not(string name, string content)
    {
        var octets = Encoding.UTF8.GetBytes(content);
        foreach (var (file, packed) in new[] { (name, octets), ("a.zip", Made.Zip((name, octets))), (name + ".gz", Mails.Gzip(octets)), ("a.tar", Mails.Tar((name, octets))) })
        {
            using var mail = Made.With((file, packed));
            Assert.True(Hits(mail, "iban") == 1, file);
        }
    }

    private static decimal Hits(InspectedMail mail, string detector) => InspectDetectors.Hits(mail, null).Single(hit => hit.Key == detector).Value;

    public static TheoryData<string, byte[], string, bool?> Files
    {
        get
        {
            var explicitSet = Elements(big: false);
            byte[] part10 = [.. new byte[128], .. "DICM"u8, .. Meta, .. explicitSet];
            var step = "ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\n#1=CARTESIAN_POINT('',(0.,0.,0.));\nENDSEC;\nEND-ISO-10303-21;\n"u8.ToArray();
            var iges = Encoding.ASCII.GetBytes("Start".PadRight(72) + "S      1\n" + "1H,,1H;,4HPart,8Hpart.igs,".PadRight(72) + "G      1\n");
            byte[] mz = [.. "MZ"u8, .. new byte[126]];
            byte[] stl = [.. Encoding.ASCII.GetBytes("binary".PadRight(80)), 1, 0, 0, 0, .. new byte[50]];
            return new()
            {
                { "IM1", part10, "dicom", false }, { "bild.jpg", part10, "dicom", true }, { "x.dcm", [.. mz, .. part10.AsSpan(128)], "dicom", true },
                { "a", [.. Meta, .. explicitSet], "dicom", false }, { "b", explicitSet, "dicom", false }, { "c", Elements(big: true), "dicom", false }, { "d", [.. "DICM"u8, .. Meta, .. explicitSet], "dicom", false },
                { "kein.dcm", "DICM is a word"u8.ToArray(), "unknown", true },
                { "a.p21", step, "step", false }, { "a.pdf", step, "step", true }, { "a.stp", [0xEF, 0xBB, 0xBF, .. step], "step", false }, { "b.stp", [.. "/* by X */\n"u8, .. step], "step", false }, { "c.stp", "no step"u8.ToArray(), "text", true },
                { "a.igs", iges, "iges", false }, { "a.txt", iges, "iges", true },
                { "a.dwg", [.. "AC1032"u8, .. new byte[100]], "dwg", false }, { "a.doc", [.. "AC1015"u8, .. new byte[100]], "dwg", true },
                { "a.dxf", "999\ncomment\n  0\nSECTION\n  2\nHEADER\n  0\nENDSEC\n  0\nEOF\n"u8.ToArray(), "dxf", false }, { "b.dxf", [.. "AutoCAD Binary DXF\r\n"u8, 0x1A, 0, .. new byte[50]], "dxf", false },
                { "a.stl", stl, "stl", false }, { "a.bin", stl, "stl", null }, { "b.stl", "solid x\n facet normal 0 0 1\n  outer loop\n   vertex 0 0 0\n  endloop\n endfacet\nendsolid x\n"u8.ToArray(), "stl", false },
                { "a.jt", Encoding.ASCII.GetBytes("Version 9.5 JT  DM 6.6.1.0".PadRight(80) + new string('\0', 40)), "jt", false },
                { "a.hl7", "\u000BMSH|^~\\&|LAB|X|Y|Z|202601010000||ORU^R01|1|P|2.5\rPID|1||123\r"u8.ToArray(), "hl7", false },
                { "a.xml", "<?xml version='1.0'?><h:ClinicalDocument xmlns:h='urn:hl7-org:v3'/>"u8.ToArray(), "cda", false },
                { "a.edi", "UNB+UNOC:3+123:14+456:14+260101:1200+1'\nUNH+1+INVOIC:D:96A:UN'"u8.ToArray(), "edifact", false },
                { "rechnung.pdf.exe", mz, "exe", false }, { "rechnung.pdf", mz, "exe", true }, { "foto.jpg", Made.Zip(("a.txt", "x")), "zip", true }, { "leer.docx", Made.Zip(("a.txt", "x")), "zip", true },
                { "smime.p7m", [0x30, 0x80], "smime", null }, { "sh.txt", "#!/bin/sh\nrm\n"u8.ToArray(), "script", true }, { "a.png", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "svg", true },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Types_of_files(string name, byte[] content, string type, bool? mismatch)
    {
        using var mail = Made.With((name, content));
        var item = mail.Attachments[0].Content;
        Assert.Equal((type, mismatch ?? item.TypeMismatch), (item.Type, item.TypeMismatch));
    }

    private static byte[] Meta { get; } = [.. Element(2, 0, "UL", [100, 0, 0, 0]), .. Element(2, 2, "UI", "1.2.840.10008.5.1.4.1.1.2 "u8), .. Element(2, 16, "UI", "1.2.840.10008.1.2.1 "u8)];

    private static byte[] Elements(bool big) => [.. Element(8, 5, "CS", "ISO_IR 100"u8, big), .. Element(8, 8, "CS", "ORIGINAL"u8, big), .. Element(8, 0x60, "CS", "CT"u8, big), .. Element(0x10, 0x10, "PN", "Test^X"u8, big)];

    private static byte[] Element(ushort group, ushort element, string vr, ReadOnlySpan<byte> value, bool big = false)
    {
        var head = new byte[8];
        Number(head, group, big);
        Number(head.AsSpan(2), element, big);
        Encoding.ASCII.GetBytes(vr).CopyTo(head, 4);
        Number(head.AsSpan(6), (ushort)value.Length, big);
        return [.. head, .. value];
    }

    private static void Number(Span<byte> into, ushort number, bool big)
    {
        if (big) BinaryPrimitives.WriteUInt16BigEndian(into, number);
        else BinaryPrimitives.WriteUInt16LittleEndian(into, number);
    }

    [Theory]
    [InlineData("zstd", "a.txt.zst", "zstd -q -c a.txt", "text")]
    [InlineData("zstd", "a.tar.zst", "tar cf - a.txt | zstd -q -19 -c", "tar text")]
    [InlineData("zip", "a.zip", "7z a -bso0 -mm=BZip2 x.zip a.txt && cat x.zip", "text")]
    [InlineData("zip", "a.zip", "7z a -bso0 -mm=Deflate64 x.zip a.txt && cat x.zip", "text")]
    [InlineData("zip", "a.zip", "7z a -bso0 -mm=LZMA x.zip a.txt && cat x.zip", "text")]
    [InlineData("7z", "a.7z", "7z a -bso0 -m0=PPMd x.7z a.txt && cat x.7z", "text")]
    [InlineData("xz", "a.txt.xz", "xz -c a.txt", "text")]
    [InlineData("bzip2", "a.txt.bz2", "bzip2 -c a.txt", "text")]
    public void Archives_of_other_programs_are_opened(string type, string name, string command, string inside)
    {
        using var mail = Mails.Inspect(name, ShellOutput(command));
        var item = mail.Attachments[0].Content;
        Assert.Equal((type, null, false), (item.Type, item.NotInspectable, item.Encrypted.Value));
        Assert.Equal(inside.Split(' '), MailContents.Within(item).Skip(1).Select(entry => entry.Type));
        Assert.Equal(1, Hits(mail, "iban"));
    }

    [Theory]
    [InlineData("a.zip", "7z a -bso0 -pX -mem=AES256 x.zip a.txt && cat x.zip")]
    [InlineData("a.zip", "7z a -bso0 -pX x.zip a.txt && cat x.zip")]
    [InlineData("a.zip", "7z a -bso0 x.zip a.txt && cp a.txt b.txt && 7z a -bso0 -pX x.zip b.txt && cat x.zip")]
    [InlineData("a.7z", "7z a -bso0 -pX x.7z a.txt && cat x.7z")]
    [InlineData("a.7z", "7z a -bso0 -pX -mhe=on x.7z a.txt && cat x.7z")]
    [InlineData("a.zip", "7z a -bso0 -pX in.zip a.txt && 7z a -bso0 x.zip in.zip && cat x.zip")]
    [InlineData("a.tgz", "7z a -bso0 -pX -mhe=on in.7z a.txt && tar czf - in.7z")]
    public void Archives_with_something_locked_at_any_depth_are_encrypted_and_not_inspectable(string name, string command)
    {
        using var mail = Mails.Inspect(name, ShellOutput(command));
        var item = mail.Attachments[0].Content;
        Assert.True(item.Encrypted.Value);
        Assert.NotNull(item.NotInspectable);
        Assert.NotNull(mail.Text.Unread);
    }

    public static TheoryData<string, byte[]> Unopened => new()
    {
        { "cab", [.. "MSCF\0\0\0\0"u8, 80, 0, 0, 0, 0, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0, 3, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, .. new byte[50]] },
        { "arj", [0x60, 0xEA, 40, 0, 34, 11, 1, 0, 0x10, 0, 2, 0, .. new byte[60]] },
        { "lzh", [36, 0, .. "-lh5-"u8, .. new byte[60]] },
    };

    [Theory]
    [MemberData(nameof(Unopened))]
    public void Archives_that_are_not_opened_say_so(string type, byte[] content)
    {
        using var mail = Mails.Inspect("a." + type, content);
        var item = mail.Attachments[0].Content;
        Assert.Equal((type, "packed in a way that is not supported"), (item.Type, item.Unseen));
        Assert.NotNull(item.NotInspectable);
        Assert.Null(item.Encrypted.Value);
    }

    [Theory]
    [InlineData("filename*=utf-8''rechnung%E2%80%AEfdp.exe", "rechnungfdp.exe", "exe")]
    [InlineData("filename=\"con.txt\"", "con.txt", "txt")]
    [InlineData("filename=\"a.exe. \"", "a.exe", "exe")]
    [InlineData("filename=\"../../etc/passwd\"", "passwd", "")]
    [InlineData("filename*0*=utf-8''M%C3%BC;\r\n filename*1=\"ller.txt\"", "Müller.txt", "txt")]
    public void Names_of_files(string disposition, string name, string extension)
    {
        using var mail = Made.Mail($"From: a@acme.example\nTo: b@partner.example\nSubject: s\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; {disposition}\n\nx\n--b--\n");
        Assert.Equal((name, extension), (mail.Attachments[0].Name, mail.Attachments[0].Extension));
    }

    private static byte[] ShellOutput(string command)
    {
        foreach (var program in (string[])["7z", "zstd", "xz", "bzip2"])
            Assert.SkipWhen(command.Contains(program + " ", StringComparison.Ordinal) && !File.Exists("/usr/bin/" + program) && !File.Exists("/bin/" + program), $"{program} is not installed");
        var folder = Directory.CreateTempSubdirectory("chancery-archives-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), string.Concat(Enumerable.Repeat("Konto ", 20)) + Iban + "\n");
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true })!;
            var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return output.ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
