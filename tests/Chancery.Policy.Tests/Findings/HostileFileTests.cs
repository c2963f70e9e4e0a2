using System.Diagnostics;
using Chancery.Policy.Loading;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Findings;

/// <summary>Hostile files are answered by findings, soon, in words about the file and not about our program.</summary>
public sealed class HostileFileTests
{
    public static TheoryData<string> Files
    {
        get
        {
            var data = new TheoryData<string>();
            var folder = CorpusFolder.Find("policy-bad/gen");
            var names = folder is null ? [] : Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(name => name != "expected.json");
            foreach (var file in names.Order(StringComparer.Ordinal).DefaultIfEmpty(""))
                data.Add(file);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Is_answered_soon_and_in_the_users_words(string file)
    {
        Assert.SkipWhen(file.Length == 0, "the corpus is absent (CHANCERY_CORPUS)");
        using var folder = new TempPolicy();
        folder.Add(file, File.ReadAllBytes(Path.Combine(CorpusFolder.Find("policy-bad/gen")!, file)));
        var clock = Stopwatch.StartNew();
        var load = PolicyLoader.Load(folder.Path);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
        AssertAnswered(load);
    }

    [Theory]
    [InlineData("# ]]]]]]]]]]]]]]]]]]]]\n", "[")]
    [InlineData("", "[ \"]\", ")]
    [InlineData("", "- ")]
    [InlineData("", "? ")]
    [InlineData("", "{ a: ")]
    [InlineData("", "!!str ")]
    [InlineData("", "\" ")]
    [InlineData("rules: ", "&a ")]
    public void Depth_and_repetition_do_not_overflow(string before, string again)
    {
        var text = string.Concat(Enumerable.Repeat(before, 5_000)) + string.Concat(Enumerable.Repeat(again, 50_000));
        AssertAnswered(PolicyLoader.LoadText("rules.yaml", text));
    }

    private static void AssertAnswered(PolicyLoad load)
    {
        Assert.True(load.HasErrors);
        Assert.Empty(load.Policies);
        Assert.All(load.Findings, finding =>
        {
            Assert.DoesNotContain("Exception", finding.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("YamlDotNet", finding.Message + finding.Help, StringComparison.Ordinal);
            Assert.DoesNotContain("System.Text", finding.Message + finding.Help, StringComparison.Ordinal);
            Assert.InRange(finding.Line, 1, int.MaxValue);
            Assert.InRange(finding.Column, 1, int.MaxValue);
        });
    }
}
