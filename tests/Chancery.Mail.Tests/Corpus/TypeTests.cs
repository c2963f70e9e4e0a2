using Chancery.Mail.ContentTypes;

namespace Chancery.Mail.Tests.Corpus;

/// <summary>Files are what they contain, whatever they are called.</summary>
public sealed class TypeTests
{
    public static TheoryData<string, string, bool> Cases => new()
    {
        { "dicom/gen/IM00001", "dicom", false },
        { "dicom/gen/bild.jpg", "dicom", true },
        { "dicom/gen/ct001.dcm", "dicom", false },
        { "dicom/gen/ct-serie.zip", "zip", false },
        { "dicom/gen/kein.dcm", "unknown", true },
        { "dicom/gen/polyglot-mz.dcm", "dicom", true },
        { "cad/gen/Halter-latin1.step", "step", false },
        { "cad/gen/Halter.iges", "iges", false },
        { "cad/gen/Halter.igs", "iges", false },
        { "cad/gen/Halter.step.txt", "step", true },
        { "cad/gen/Halter.stp", "step", false },
        { "cad/gen/Halter.stp.gz", "gzip", false },
        { "cad/gen/Halter.stpz", "zip", false },
        { "cad/gen/kein-Halter.stp", "text", true },
        { "archives/gen/zip-as-docx.docx", "zip", true },
        { "archives/gen/prefix-junk.zip", "exe", true },
        { "archives/gen/plain.7z", "7z", false },
        { "archives/gen/plain.tar", "tar", false },
        { "archives/gen/empty.zip", "zip", false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_type_is_told_by_content(string file, string type, bool mismatch)
    {
        var findings = Find(CorpusFiles.Require(file));
        Assert.Equal((type, mismatch), (findings.Type, findings.TypeMismatch));
    }

    /// <summary>Of real files, whose extension is right but for a few, the type by content agrees with the extension.</summary>
    [Theory]
    [InlineData("dicom/pydicom", "dicom", "dcm", 0.9)]
    [InlineData("cad", "step", "stp step p21", 0.95)]
    [InlineData("cad", "dwg", "dwg", 1)]
    [InlineData("pdf", "pdf", "pdf", 0.94)]
    [InlineData("office", "docx", "docx docm", 0.85)]
    [InlineData("office", "xlsx", "xlsx xlsm", 0.85)]
    [InlineData("office", "pptx", "pptx pptm", 0.85)]
    [InlineData("office", "doc", "doc", 0.8)]
    [InlineData("office", "xls", "xls", 0.8)]
    [InlineData("office", "ppt", "ppt", 0.8)]
    [InlineData("office", "odt", "odt", 0.9)]
    [InlineData("office", "ods", "ods", 0.9)]
    [InlineData("office", "rtf", "rtf", 0.9)]
    [InlineData("msg", "msg", "msg", 1)]
    [InlineData("archives", "7z", "7z", 0.9)]
    [InlineData("archives", "rar", "rar", 0.9)]
    [InlineData("archives", "tar", "tar", 0.9)]
    [InlineData("archives", "xz", "xz", 0.8)]
    [InlineData("archives", "bzip2", "bz2", 0.75)]
    [InlineData("archives", "gzip", "gz tgz", 0.8)]
    [InlineData("calendar", "ics", "ics", 1)]
    public void Real_files_are_recognised(string folder, string type, string extensions, double share)
    {
        var wanted = extensions.Split(' ').ToHashSet();
        var files = Directory.EnumerateFiles(CorpusFiles.Require(folder), "*", SearchOption.AllDirectories)
            .Where(file => wanted.Contains(Path.GetExtension(file).TrimStart('.').ToLowerInvariant())).ToList();
        Assert.SkipWhen(files.Count == 0, "no such files");
        var others = files.Select(file => (file, Find(file).Type)).Where(found => found.Type != type).ToList();
        Assert.True(others.Count <= files.Count * (1 - share), $"{others.Count} of {files.Count}: {string.Join("\n", others)}");
    }

    private static ContentFindings Find(string file) =>
        ContentFindings.Of(() => File.OpenRead(file), Path.GetExtension(file).TrimStart('.').ToLowerInvariant(), "application/octet-stream");
}
