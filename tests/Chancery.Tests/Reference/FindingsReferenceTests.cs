using System.Text;
using Chancery.Host.Reference;
using Chancery.Policy.Findings;
using Chancery.Policy.Findings.Codes;

namespace Chancery.Tests.Reference;

/// <summary>The pages of codes are those of the program; examples that <c>policy check</c> cannot show produce their code too.</summary>
public sealed class FindingsReferenceTests
{
    public static TheoryData<string> Elsewhere => [.. Catalogue.Pages.Where(page => page.ShownBy is ShownBy.Tests or ShownBy.Use or ShownBy.Settings && page.Owed is null).Select(page => page.Code)];

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void The_example_produces_its_code_and_nothing_else(string code)
    {
        var page = Catalogue.Find(code)!;
        var findings = ExampleRun.FindingsOf(page);
        Assert.True(findings.Count > 0 && findings.All(finding => finding.Code == code), string.Join('\n', findings));
        var marked = page.Example.SelectMany(file => Encoding.UTF8.GetString(file.Octets).Split('\n').Select((text, index) => (text, place: $"{file.Name}:{index + 1}")))
            .Where(line => line.text.EndsWith($"# <- {code}", StringComparison.Ordinal)).Select(line => line.place);
        Assert.Equal(marked, findings.Select(finding => $"{finding.File}:{finding.Line}").Distinct());
        Assert.Equal(page.Severity, findings.Max(finding => finding.Severity));
    }

    [Theory]
    [InlineData("findings.md", false)]
    [InlineData("findings.de.md", true)]
    public void The_page_is_not_stale(string file, bool german)
    {
        var path = Path.Combine(Root(), "docs", "reference", file);
        if (Environment.GetEnvironmentVariable("CHANCERY_WRITE") is { Length: > 0 })
            File.WriteAllText(path, FindingsReference.Markdown(german));
        Assert.True(File.Exists(path) && File.ReadAllText(path) == FindingsReference.Markdown(german), $"docs/reference/{file} is stale; run the tests once with CHANCERY_WRITE=1");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Chancery.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
