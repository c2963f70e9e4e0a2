using System.Diagnostics;
using System.Text.RegularExpressions;
using Chancery.Mail.Detection;

namespace Chancery.Mail.Tests.Corpus;

/// <summary>pdftotext of Poppler, written by others, finds the same words in PDF files.</summary>
public sealed partial class PopplerTests
{
    [Fact]
    public void Poppler_finds_the_same_words()
    {
        List<string> missed = [];
        var (all, ours, compared) = (0, 0, 0);
        foreach (var path in Directory.EnumerateFiles(CorpusFiles.Require("pdf"), "*.pdf", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var theirs = Words(PdfToText(path));
            if (theirs.Count == 0) continue;
            using var mail = Content.Made.With((Path.GetFileName(path), File.ReadAllBytes(path)));
            var place = mail.Text.In(MailText.InAttachments);
            if (place.Unread is not null) continue;
            var found = Words(string.Join('\n', place.Segments.Select(segment => segment.Value)));
            var same = theirs.Count(found.Contains);
            (all, ours, compared) = (all + theirs.Count, ours + same, compared + 1);
            if (same * 10 < theirs.Count * 8) missed.Add($"{path}: {same} of {theirs.Count}");
        }
        Assert.True(compared > 20, $"only {compared} files were compared");
        Assert.True(ours * 100 >= all * 95, $"{ours} of {all} words in {compared} files:\n{string.Join("\n", missed)}");
    }

    private static HashSet<string> Words(string text) => [.. Word().Matches(PlainForm.Of(text)).Select(match => match.Value.ToUpperInvariant())];

    private static string PdfToText(string path)
    {
        try
        {
            using var poppler = Process.Start(new ProcessStartInfo("pdftotext", ["-q", "-enc", "UTF-8", path, "-"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var text = poppler.StandardOutput.ReadToEnd();
            poppler.WaitForExit();
            return text;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("pdftotext is not installed (poppler-utils)");
            return "";
        }
    }

    [GeneratedRegex(@"\p{L}{4,}")]
    private static partial Regex Word();
}
