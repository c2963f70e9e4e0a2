using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Chancery.Policy.Testing;
using Chancery.Policy.Testing.Reports;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Testing;

/// <summary>Policies with their tests, and what running these must report: <c>policy/</c> and <c>expected.json</c> in one folder.</summary>
public sealed class GoldenTestsTests
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => Cases.In("tests");

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_reported_as_expected(string name)
    {
        var folder = Path.Combine(Cases.FolderOf("tests", name), "policy");
        var report = new PolicyTests(null, TimeProvider.System).Run(folder, coverage: name.Contains("coverage", StringComparison.Ordinal));
        var text = JsonOf(report).Replace(folder + "/", "", StringComparison.Ordinal);
        using var actual = JsonDocument.Parse(text);
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "..", "expected.json")));
        var difference = JsonSubset.Difference(expected.RootElement, actual.RootElement);
        Assert.True(difference is null, $"{difference}\n{text}");
    }

    private static string JsonOf(TestReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            TestJson.Write(json, report, german: false);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
