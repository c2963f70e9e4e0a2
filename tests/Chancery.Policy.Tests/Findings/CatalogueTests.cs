using System.Text.RegularExpressions;
using Chancery.Policy.Findings;
using Chancery.Policy.Findings.Codes;
using Chancery.Policy.Findings.Fixing;
using Chancery.Policy.Loading;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Findings;

/// <summary>Every code has its page, and every page an example that produces it, at the marked place and nothing else.</summary>
public sealed partial class CatalogueTests
{
    public static TheoryData<string> Codes => [.. Catalogue.Pages.Select(page => page.Code)];

    public static TheoryData<string> Shown => [.. Catalogue.Pages.Where(page => page is { ShownBy: ShownBy.Check, Owed: null }).Select(page => page.Code)];

    [Fact]
    public void Every_code_of_the_source_has_a_page()
    {
        var used = Directory.EnumerateFiles(Repository.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Codes{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        var paged = Catalogue.Pages.Where(page => page.Owed is null).Select(page => page.Code).ToHashSet(StringComparer.Ordinal);
        Assert.True(used.IsSubsetOf(paged), $"without a page in src/Chancery.Policy/Findings/Codes, or marked as owed there: {string.Join(", ", used.Except(paged).Order())}");
        Assert.True(paged.IsSubsetOf(used), $"pages of codes that nothing produces (mark them as owed): {string.Join(", ", paged.Except(used).Order())}");
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void The_example_produces_its_code_and_nothing_else(string code)
    {
        var page = Catalogue.Find(code)!;
        Assert.True(page.Example.Count > 0, $"no example in src/Chancery.Policy/Findings/Examples/{code}");
        var findings = PolicyLoader.LoadFiles(page.Example, page.Sources).Findings;
        Assert.True(findings.Count > 0 && findings.All(finding => finding.Code == code), string.Join('\n', findings));
        Assert.Equal(Marks.In(page), findings.Select(finding => $"{finding.File}:{finding.Line}").Distinct());
        Assert.Equal(page.Severity, findings.Max(finding => finding.Severity));
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void Its_fix_cures_it(string code)
    {
        var files = Catalogue.Find(code)!.Example;
        var findings = PolicyLoader.LoadFiles(files).Findings;
        var cured = files.Select(file => (file.Name, PolicyFixes.Apply(file.Name, file.Octets, findings.Where(finding => finding.File == file.Name))?.After ?? file.Octets));
        if (findings.All(finding => finding.Fix is not null))
            Assert.Empty(PolicyLoader.LoadFiles(cured).Findings);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_page_speaks_both_languages_in_whole_sentences(string code)
    {
        var page = Catalogue.Find(code)!;
        Assert.All([page.English, page.German], text =>
        {
            Assert.DoesNotMatch("[.!?]$", text.Title);
            Assert.Matches("[.`]$", text.Cause);
            Assert.Matches("[.`]$", text.Cure);
        });
        Assert.NotEqual(page.English.Title, page.German.Title);
        Assert.Equal(page is { ShownBy: not ShownBy.Nothing, Owed: null }, page.Example.Count > 0);
        Assert.Equal(page.ShownBy == ShownBy.Nothing, page.Unshown is not null);
    }

    [Fact]
    public void Codes_stand_in_order_and_once()
    {
        var codes = Catalogue.Pages.Select(page => page.Code).ToList();
        Assert.Equal(codes.Order(StringComparer.Ordinal).Distinct(), codes);
        Assert.All(codes, code => Assert.Matches("^CH[1-7][0-9]{3}$", code));
    }

    [Theory]
    [InlineData("CH1203", "CH1203")]
    [InlineData("ch1203", "CH1203")]
    [InlineData("1203", "CH1203")]
    [InlineData("CH9999", null)]
    public void A_page_is_found_as_people_type(string typed, string? code) => Assert.Equal(code, Catalogue.Find(typed)?.Code);

    [GeneratedRegex("\"(CH[0-9]{4})\"")]
    private static partial Regex Code();
}
