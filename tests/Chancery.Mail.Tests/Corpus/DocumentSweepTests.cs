using System.Diagnostics;
using Chancery.Mail.Detection;
using Chancery.Mail.Labels;

namespace Chancery.Mail.Tests.Corpus;

/// <summary>Documents of all kinds and makers: read or unknown, in bounded time; what other programs see in them is found.</summary>
public sealed class DocumentSweepTests
{
    [Theory]
    [InlineData("office")]
    [InlineData("pdf")]
    [InlineData("labels/gen-office")]
    [InlineData("msg")]
    [InlineData("bombs")]
    [InlineData("cad")]
    [InlineData("calendar")]
    public void Every_document_is_read_or_unknown(string folder)
    {
        List<string> failures = [];
        foreach (var path in Directory.EnumerateFiles(CorpusFiles.Require(folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                using var mail = Content.Made.With((Path.GetFileName(path), File.ReadAllBytes(path)));
                _ = (mail.Text.Unread, MailLabels.Of(mail).Unread);
            }
            catch (Exception failure)
            {
                failures.Add($"{path}: {failure}");
            }
            var took = Stopwatch.GetElapsedTime(started);
            // A hang, not a speed.
            if (took > TimeSpan.FromMinutes(1)) failures.Add($"{path}: took {took}");
        }
        Assert.Empty(failures);
    }

    [Theory]
    [InlineData("office/tika/testWORD.doc", "Sample Word Document")]
    [InlineData("office/tika/testWORD6.doc", "The quick brown fox")]
    [InlineData("office/tika/testWORD.docx", "Sample Word Document")]
    [InlineData("office/tika/testEXCEL.xls", "Sample Excel Worksheet")]
    [InlineData("office/tika/testEXCEL.xlsx", "Sample Excel Worksheet")]
    [InlineData("office/tika/testEXCEL_95.xls", "Foglio1")]
    [InlineData("office/tika/testRTFVarious.rtf", "Here is a citation")]
    [InlineData("office/tika/testRTFJapanese.rtf", "日")]
    [InlineData("office/tika/testFooter.odt", "footer")]
    [InlineData("office/tika/testComment.docx", "comment")]
    [InlineData("office/tika/testComment.rtf", "comment")]
    [InlineData("office/tika/testComment.xls", "comment")]
    [InlineData("office/tika/testAltChunkHTML.docx", "")]
    [InlineData("office/tika/testWORD_embedded_pdf.docx", "")]
    [InlineData("office/tika/testPPT_masterFooter.pptx", "footer")]
    public void Text_is_found(string file, string text)
    {
        using var mail = Content.Made.With((Path.GetFileName(file), File.ReadAllBytes(CorpusFiles.Require(file))));
        Assert.Contains(text, string.Concat(mail.Text.In(MailText.InAttachments).Segments.Select(segment => segment.Value)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("office/tika/testEXCEL_protected_passtika.xls")]
    [InlineData("office/tika/testEXCEL_protected_passtika.xlsx")]
    [InlineData("office/tika/testPPT_protected_passtika.pptx")]
    [InlineData("office/tika/testWORD_protected_drm.doc")]
    [InlineData("office/tika/testODTEncrypted.odt")]
    [InlineData("office/tika/password.xls")]
    public void What_is_locked_is_unknown(string file)
    {
        using var mail = Content.Made.With((Path.GetFileName(file), File.ReadAllBytes(CorpusFiles.Require(file))));
        Assert.NotNull(mail.Text.Unread);
    }
}
