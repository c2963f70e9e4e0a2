using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Chancery.Mail.Tests.Content;
using Chancery.Mail.Tests.Corpus;

namespace Chancery.Mail.Tests.Contents;

/// <summary>What a PDF or a page does by itself, and what of an encrypted PDF can be seen.</summary>
public sealed class PdfActionTests
{
    [Theory]
    [InlineData("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", true)]
    [InlineData("/OpenAction << /S /J#61v#61Script /J#53 (app.alert(1)) >>", true)]
    [InlineData("/OpenAction 9 0 R", false)]
    [InlineData("/OpenAction 10 0 R", true)]
    [InlineData("/OpenAction 11 0 R", false)]
    [InlineData("/OpenAction [3 0 R /XYZ null null 0]", false)]
    [InlineData("/OpenAction << /S /GoTo /D [3 0 R /Fit] >>", false)]
    [InlineData("/OpenAction << /S /URI /URI (http://x.example) >>", true)]
    [InlineData("/OpenAction<</S/Launch/F(cmd.exe)>>", true)]
    [InlineData("/AA << /O << /S /URI /URI (http://x.example/) >> >>", true)]
    [InlineData("/Names << /JavaScript << /Names [(a) 9 0 R] >> >>", true)]
    [InlineData("/AcroForm << /XFA 9 0 R >>", true)]
    [InlineData("/Names << /EmbeddedFiles << /Names [(a.exe) 12 0 R] >> >>", true)]
    [InlineData("/Names << /EmbeddedFiles << /Names [(factur-x.xml) 13 0 R] >> >> /AF [13 0 R]", false)]
    [InlineData("/Title (the /JavaScriptish way) /JSON /Launcher", false)]
    public void What_it_does_is_told(string catalog, bool active)
    {
        Assert.Equal((active, null), ActiveOf("a.pdf", Encoding.Latin1.GetBytes(Pdf(catalog))));
        Assert.Equal((active, null), ActiveOf("a.pdf", PackedPdf(catalog)));
    }

    [Theory]
    [InlineData("a.html", "<p>Hello <b>world</b> on this=that</p>", false)]
    [InlineData("a.html", "<p>x</p><SCRIPT src=x></SCRIPT>", true)]
    [InlineData("a.html", "<img src=x onerror=alert(1)>", true)]
    [InlineData("a.html", "<a href=\"JavaScript:alert(1)\">x</a>", true)]
    [InlineData("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><circle r='1'/></svg>", false)]
    [InlineData("a.svg", "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script>x</s:script></s:svg>", true)]
    [InlineData("a.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", true)]
    [InlineData("a.ps1", "Write-Host 1\n", true)]
    [InlineData("a.txt", "a script\n", false)]
    public void Pages_and_programs_are_told(string name, string content, bool active) =>
        Assert.Equal((active, null), ActiveOf(name, Encoding.UTF8.GetBytes(content)));

    [Theory]
    [InlineData("javascript.pdf", true)]
    [InlineData("uri-openaction.pdf", true)]
    [InlineData("pdfex-like-direct-exfiltration.pdf", true)]
    [InlineData("plain.pdf", false)]
    [InlineData("plain-objstm.pdf", false)]
    public void The_corpus_is_told(string file, bool active) => Assert.Equal((active, null), ActiveOf(file, File.ReadAllBytes(CorpusFiles.Require("pdf/gen/" + file))));

    [Theory]
    [InlineData("", "256")]
    [InlineData("", "128")]
    [InlineData("secret", "256")]
    [InlineData("secret", "128")]
    public void A_pdf_that_opens_without_a_password_can_be_looked_into(string password, string bits)
    {
        var folder = Directory.CreateTempSubdirectory("chancery-qpdf-");
        try
        {
            var (plain, locked) = (Path.Combine(folder.FullName, "plain.pdf"), Path.Combine(folder.FullName, "locked.pdf"));
            File.WriteAllBytes(plain, Encoding.Latin1.GetBytes(TextPdf("IBAN DE89370400440532013000")));
            Qpdf(plain, locked, password, bits);
            using var mail = Made.With(("a.pdf", File.ReadAllBytes(locked)));
            var item = mail.Attachments[0].Content;
            Assert.Equal(("pdf", (bool?)true, password.Length == 0), (item.Type, item.Encrypted.Value, item.NotInspectable is null));
            Assert.Equal(password.Length == 0, mail.Text.Unread is null);
            Assert.Equal(password.Length == 0 ? 1 : 0, Chancery.Mail.Json.InspectDetectors.Hits(mail, null).Single(hit => hit.Key == "iban").Value);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (bool? Value, string? Unknown) ActiveOf(string name, byte[] content)
    {
        using var mail = Made.With((name, content));
        var finding = mail.Attachments[0].Content.Active;
        return (finding.Value, finding.Unknown);
    }

    private static void Qpdf(string from, string to, string password, string bits)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/qpdf"), "qpdf is not installed");
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/qpdf", ["--encrypt", password, "owner", bits, .. bits == "128" ? (string[])["--use-aes=y"] : [], "--", "--object-streams=generate", from, to]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        // 3: it was mended on the way.
        Assert.True(process.ExitCode is 0 or 3, error);
    }

    private static string Rest(string catalog) => """
        2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
        3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [ << /Subtype /Link /A << /S /URI /URI (http://x.example) >> >> ] >> endobj
        9 0 obj << /Type /Action /S /GoTo /D [3 0 R /Fit] >> endobj
        10 0 obj << /Type /Action /S /GoToR /F (other.pdf) >> endobj
        11 0 obj [3 0 R /Fit] endobj
        12 0 obj << /Type /Filespec /F (a.exe) /EF << /F 14 0 R >> >> endobj
        13 0 obj << /Type /Filespec /F (factur-x.xml) AF /EF << /F 14 0 R >> >> endobj

        """.ReplaceLineEndings("\n").Replace(" AF ", catalog.Contains("/AF ", StringComparison.Ordinal) ? " /AFRelationship /Alternative " : " ", StringComparison.Ordinal);

    private const string File14 = "14 0 obj << /Type /EmbeddedFile /Length 5 >> stream\nHello\nendstream endobj\n";

    private static string Pdf(string catalog) =>
        $"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R {catalog} >> endobj\n" + Rest(catalog) + (catalog.Contains("EmbeddedFiles", StringComparison.Ordinal) ? File14 : "")
        + "trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";

    /// <summary>The same objects in an object stream.</summary>
    private static byte[] PackedPdf(string catalog)
    {
        var objects = ($"1 0 obj << /Type /Catalog /Pages 2 0 R {catalog} >> endobj\n" + Rest(catalog)).Split(" endobj\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(text => text.Contains(" 0 obj ", StringComparison.Ordinal)).Select(text => text.Split(" 0 obj ", 2)).ToList();
        var (numbers, bodies) = (new StringBuilder(), new StringBuilder());
        foreach (var one in objects)
        {
            numbers.Append(one[0].Trim()).Append(' ').Append(bodies.Length).Append(' ');
            bodies.Append(one[1]).Append('\n');
        }

        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(Encoding.Latin1.GetBytes(numbers.ToString() + bodies));
        var head = $"%PDF-1.7\n20 0 obj << /Type /ObjStm /N {objects.Count} /First {numbers.Length} /Filter /FlateDecode /Length {packed.Length} >> stream\r\n";
        return [.. Encoding.Latin1.GetBytes(head), .. packed.ToArray(), .. Encoding.Latin1.GetBytes("\nendstream endobj\n" + (catalog.Contains("EmbeddedFiles", StringComparison.Ordinal) ? File14 : "") + "startxref\n0\n%%EOF\n")];
    }

    private static string TextPdf(string text)
    {
        var content = $"BT /F1 12 Tf 20 100 Td ({text}) Tj ET";
        return "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
            + "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >> endobj\n"
            + $"4 0 obj << /Length {content.Length} >> stream\n{content}\nendstream endobj\n5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\ntrailer << /Root 1 0 R /Size 6 >>\nstartxref\n0\n%%EOF\n";
    }
}
