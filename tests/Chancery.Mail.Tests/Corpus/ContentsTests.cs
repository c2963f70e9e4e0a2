using System.Diagnostics;
using System.Text.Json;
using Chancery.Mail.Contents;
using Chancery.Mail.Contents.Traits;
using Chancery.Mail.Inspection;
using Chancery.Mail.Tests.Contents;

namespace Chancery.Mail.Tests.Corpus;

/// <summary>What the corpus says of its archives, documents and bombs is what is found.</summary>
public sealed class ContentsTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static TheoryData<string, string> Expectations()
    {
        var cases = new TheoryData<string, string>();
        foreach (var set in (string[])["archives/gen", "bombs/gen", "cad/gen", "dicom/gen", "pdf/gen"])
        {
            if (CorpusFiles.Root is null) break;
            using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(CorpusFiles.Root, set, "expected.json")));
            foreach (var entry in json.RootElement.EnumerateObject()) cases.Add($"{set}/{entry.Name}", entry.Value.GetRawText());
        }
        if (cases.Count == 0) cases.Add("", "{}");
        return cases;
    }

    [Theory]
    [MemberData(nameof(Expectations))]
    public void Expected_json_is_met(string file, string expectation)
    {
        using var mail = Mails.InspectFile(CorpusFiles.Require(file));
        using var json = JsonDocument.Parse(expectation);
        var item = mail.Attachments[0].Content;
        foreach (var wanted in json.RootElement.EnumerateObject()) Check(item, wanted.Name, wanted.Value);
        // An empty password of the user: every reader opens it.
        if (json.RootElement.TryGetProperty("encrypted", out var encrypted) && encrypted.ValueKind != JsonValueKind.False)
            Assert.Equal(json.RootElement.TryGetProperty("user", out var password) && password.GetString() == "", item.NotInspectable is null);
    }

    private static void Check(ContentItem item, string key, JsonElement wanted)
    {
        var text = wanted.ToString();
        switch (key)
        {
            case "encrypted":
                Assert.Equal(wanted.ValueKind != JsonValueKind.False, item.Encrypted.Value);
                break;
            case "active":
                Assert.True(item.Active.Value);
                break;
            case "files":
                Assert.Equal(wanted.GetInt32(), item.Entries.Count);
                break;
            case "depth":
                Assert.Equal(wanted.GetInt32(), ArchiveFigures.Of(item).Depth);
                break;
            case "type":
                Assert.StartsWith(TypeOf(text), string.Join(" ", MailContents.Within(item).Select(one => one.Type)), StringComparison.Ordinal);
                break;
            case "note":
                Assert.Equal(text is "wrong extension" || text.Contains("name says", StringComparison.Ordinal) || text.StartsWith("DICM not", StringComparison.Ordinal), item.TypeMismatch);
                break;
            case "required" when IsObstacle(text):
                Assert.NotNull(item.NotInspectable);
                break;
            case "required" when text.StartsWith("flag polyglot", StringComparison.Ordinal):
                Assert.True(item.TypeMismatch);
                break;
            case "required" when text is "both entries inspected" or "self-extracting form: found as zip as well" or "links and devices ignored":
                Assert.NotEmpty(item.Entries);
                Assert.Null(item.NotInspectable);
                break;
        }
    }

    private static bool IsObstacle(string required) =>
        required.Contains("cannot inspect", StringComparison.Ordinal) && !required.StartsWith("inspect to the depth", StringComparison.Ordinal)
        || required.StartsWith("stop at", StringComparison.Ordinal) || required.StartsWith("limits count", StringComparison.Ordinal)
        || required.StartsWith("output limit", StringComparison.Ordinal);

    /// <summary>The corpus speaks of types in words.</summary>
    private static string TypeOf(string words) => words switch
    {
        "gzip(STEP)" => "gzip step",
        "STEP in zip (.stpz)" => "zip step",
        "zip of DICOM without extensions" => "zip dicom",
        "DICOM with MZ preamble" => "dicom",
        "zip, not OOXML" => "zip",
        "text/plain" => "text",
        _ => words.ToLowerInvariant(),
    };

    [Fact]
    public void Bombs_end_soon_and_in_little_memory()
    {
        var before = Process.GetCurrentProcess().PeakWorkingSet64;
        foreach (var file in Directory.EnumerateFiles(CorpusFiles.Require("bombs/gen")).Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).Append(CorpusFiles.Require("archives/tika/quine.gz")))
        {
            var started = Stopwatch.GetTimestamp();
            using var mail = Mails.InspectFile(file);
            var item = mail.Attachments[0].Content;
            Assert.True(item.NotInspectable is not null, file);
            _ = (ArchiveFigures.Of(item), ArchiveFigures.RatioOf(item), item.Encrypted, item.Macro, item.Active);
            var took = Stopwatch.GetElapsedTime(started);
            Assert.True(took < Longest, $"{file} took {took}");
        }
        Assert.InRange(Process.GetCurrentProcess().PeakWorkingSet64 - before, 0, 300_000_000);
    }

    [Fact]
    public void Attachments_of_a_winmail_dat_are_attachments()
    {
        var root = CorpusFiles.Require("tnef/gen-mail");
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "expected.json")));
        foreach (var entry in json.RootElement.EnumerateObject().Where(entry => entry.Value.GetProperty("attachments").ValueKind == JsonValueKind.Array))
        {
            using var mail = Mails.InspectFile(Path.Combine(root, entry.Name));
            var names = mail.Attachments.Select(attachment => attachment.Name).ToList();
            Assert.Null(mail.AttachmentsUnknown);
            Assert.All(entry.Value.GetProperty("attachments").EnumerateArray(), name => Assert.Contains(name.GetString()!, names));
        }
    }

    [Theory]
    [InlineData("office/tika/password.xls", true, false)]
    [InlineData("office/tika/testEXCEL_protected_passtika.xls", true, false)]
    [InlineData("office/tika/protect.xlsx", true, null)]
    [InlineData("office/tika/testPPT_protected_passtika.pptx", true, null)]
    [InlineData("office/tika/testODTEncrypted.odt", true, false)]
    [InlineData("office/tika/testWORD_protected_drm.doc", true, false)]
    [InlineData("office/tika/testEXCEL_macro.xlsm", false, true)]
    [InlineData("office/tika/testWORD_macros.doc", false, true)]
    [InlineData("office/tika/testPPT_macros.pptm", false, true)]
    [InlineData("office/tika/testODTMacro.odt", false, true)]
    [InlineData("office/tika/test.doc", false, false)]
    [InlineData("office/tika/pictures.ppt", false, false)]
    [InlineData("office/tika/testEXCEL_4.xls", false, false)]
    [InlineData("pdf/qpdf/enc-R2_V1_U=view_O=master.pdf", true, false)]
    [InlineData("pdf/qpdf/nontrivial-crypt-filter-decrypted.pdf", false, false)]
    public void Locks_and_macros_of_documents_are_found(string file, bool encrypted, bool? macro)
    {
        using var mail = Mails.InspectFile(CorpusFiles.Require(file));
        var item = mail.Attachments[0].Content;
        Assert.Equal((encrypted, macro), (item.Encrypted.Value, item.Macro.Value));
    }

    [Theory]
    [InlineData("archives/sharpcompress", "rar", "Rar.comment.rar Rar.solid.rar Rar15.rar Rar2.rar Rar4.rar Rar5.solid.rar Rar5.crc_blake2.rar")]
    [InlineData("archives/sharpcompress", "7z", "7Zip.LZMA.7z 7Zip.BZip2.7z 7Zip.PPMd.7z 7Zip.BCJ.7z 7Zip.solid.7z")]
    [InlineData("archives/sharpcompress", "zip", "Zip.deflate.zip Zip.bzip2.zip Zip.deflate64.zip Zip.lzma.noEmptyDirs.zip Zip.zip64.zip Zip.none.zip WinZip26.zip")]
    public void Archives_of_other_programs_are_read(string folder, string type, string files)
    {
        foreach (var file in files.Split(' '))
        {
            using var mail = Mails.InspectFile(CorpusFiles.Require($"{folder}/{file}"));
            var item = mail.Attachments[0].Content;
            Assert.Equal(type, item.Type);
            Assert.True(item.NotInspectable is null, $"{file}: {item.NotInspectable}");
            Assert.Equal(["exe", "jpeg", "text"], item.Entries.Select(entry => entry.Type).Order());
        }
    }

    /// <summary>Whatever it is, there is an answer, soon.</summary>
    [Theory]
    [InlineData("archives")]
    [InlineData("office")]
    [InlineData("msg")]
    [InlineData("tnef")]
    [InlineData("pdf")]
    [InlineData("cad")]
    [InlineData("dicom")]
    public void Every_file_is_looked_into(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(CorpusFiles.Require(folder), "*", SearchOption.AllDirectories))
        {
            using var mail = Mails.InspectFile(file);
            foreach (var attachment in mail.Attachments)
            {
                var item = attachment.Content;
                _ = (item.Type, item.Size, item.Encrypted, item.Macro, item.Active, item.NotInspectable, ArchiveFigures.Of(item), ArchiveFigures.RatioOf(item));
                Assert.DoesNotContain(item.Type, (string[])[""]);
            }
        }
    }

    /// <summary>Real files whose names are right raise no alarm.</summary>
    [Theory]
    [InlineData("office/tika", 0.03)]
    [InlineData("cad", 0.05)]
    [InlineData("dicom/pydicom", 0.02)]
    [InlineData("archives/tika", 0.04)]
    public void Ordinary_files_are_no_mismatch(string folder, double share)
    {
        var files = Directory.EnumerateFiles(CorpusFiles.Require(folder), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)).ToList();
        var alarms = files.Where(IsMismatch).ToList();
        Assert.True(alarms.Count <= files.Count * share, string.Join('\n', alarms));
    }

    private static bool IsMismatch(string file)
    {
        using var mail = Mails.InspectFile(file);
        return mail.Attachments[0].Content.TypeMismatch;
    }
}
