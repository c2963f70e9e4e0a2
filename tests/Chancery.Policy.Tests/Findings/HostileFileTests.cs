using System.Diagnostics;
using Chancery.Policy.Loading;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Findings;

/// <summary>Hostile files are answered by findings, soon, in words about the file and not about our program.</summary>
public sealed class HostileFileTests
{
    /// <summary>What the answers in the corpus ask for, as codes; the files are of another dialect, so other findings stand beside.</summary>
    private static readonly Dictionary<string, string[]> Answers = new()
    {
        ["anchor-loop.yaml"] = ["CH1006"],
        ["billion-laughs.yaml"] = ["CH1006"],
        ["deep.json"] = ["CH1000"],
        ["deep.yaml"] = ["CH1005"],
        ["dotnet-tag.yaml"] = ["CH1007"],
        ["dup-keys.yaml"] = ["CH1009"],
        ["empty.yaml"] = ["CH1010"],
        ["nul.yaml"] = ["CH1003"],
        ["python-tag.yaml"] = ["CH1007"],
        ["tabs.yaml"] = ["CH1004"],
        ["unknown-field.yaml"] = ["CH1101"],
        ["utf16.yaml"] = ["CH1002"],
        ["webhook-file.yaml"] = ["CH4201"],
        ["webhook-localhost.yaml"] = ["CH4201"],
        ["webhook-metadata.yaml"] = ["CH4201"],
    };

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
        var (clock, before) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        var load = PolicyLoader.Load(folder.Path);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200_000_000);
        AssertAnswered(load);
        if (Answers.TryGetValue(file, out var codes))
            Assert.Subset(load.Findings.Select(finding => finding.Code).ToHashSet(), codes.ToHashSet());
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

    [Theory]
    [InlineData("rules.yaml")]
    [InlineData("rules.json")]
    public void A_file_over_the_limit_and_broken_UTF_8_are_refused_as_a_whole(string name)
    {
        var large = PolicyLoader.LoadFiles([(name, Enumerable.Repeat((byte)' ', 1024 * 1024 + 1).ToArray())]);
        Assert.Equal("CH1001", Assert.Single(large.Findings, finding => finding.File == name).Code);
        AssertAnswered(large);
        var broken = PolicyLoader.LoadFiles([(name, [.. "rules: []\n# "u8, 0xC3, 0x28])]);
        Assert.Equal("CH1002", Assert.Single(broken.Findings, finding => finding.File == name).Code);
        AssertAnswered(broken);
    }

    public static TheoryData<string> Growing => [.. Grown.Keys];

    /// <summary>Files within the limits of size that cost more than their size.</summary>
    private static readonly Dictionary<string, (string Name, string Text)[]> Grown = new()
    {
        ["many keys"] = [("rules.yaml", "rules: []\n" + Lines(100_000, i => $"k{i}: 1"))],
        ["many keys in JSON"] = [("rules.json", $"{{{string.Join(',', Enumerable.Range(0, 90_000).Select(i => $"\"k{i}\":1"))}}}")],
        ["one key many times"] = [("rules.yaml", "rules: []\n" + Lines(150_000, _ => "a: 1"))],
        ["many rules"] = [("rules.yaml", "rules:\n" + Lines(32_000, i => $"- {{id: r{i}, then: [sign]}}"))],
        ["many unknown facts"] = [("rules.yaml", "rules:\n- id: a\n  if:\n    all:\n" + Lines(45_000, i => $"    - {{kk{i}: 1}}") + "  then: [sign]\n")],
        ["many unknown actions"] = [("rules.yaml", "rules:\n- id: a\n  then:\n" + Lines(100_000, i => $"  - k{i}"))],
        ["many domains that are none"] = [("policy.yaml", "domains:\n" + Lines(100_000, i => $"- a..{i}"))],
        ["lists that leave nothing"] = [("rules.yaml", "rules:\n" + Lines(5_000, i => $"- {{id: r{i}, then: [{{protect: {(i % 2 == 0 ? "pgp" : "smime")}}}]}}")), ("more.yaml", "a: b\n")],
        ["templates"] =
        [
            ("template.yaml", "kind: Template\nmetadata: {id: t}\nrules:\n" + Lines(5_000, i => $"- {{id: r{i}, then: [sign]}}")),
            ("rules.yaml", "instances:\n" + Lines(5_000, i => $"- {{template: t, id: i{i}}}")),
        ],
        ["a long value in a template"] =
        [
            ("template.yaml", "kind: Template\nmetadata: {id: t}\nparameters: {p: {type: text}}\nrules:\n- {id: r, title: \"" + string.Concat(Enumerable.Repeat("param(p)", 50_000)) + "\", then: [sign]}\n"),
            ("rules.yaml", "instances:\n- {template: t, id: i, with: {p: " + new string('x', 500_000) + "}}\n"),
        ],
        ["conditions used by many"] =
        [
            ("vocabulary.yaml", "kind: Vocabulary\nconditions:\n  a: { any: [" + string.Join(',', Enumerable.Range(0, 4_000).Select(i => $"{{subject: {{contains: w{i}}}}}")) + "]}\n"),
            ("rules.yaml", "rules:\n" + Lines(5_000, i => $"- {{id: r{i}, if: {{use: a}}, then: [sign]}}")),
        ],
        ["conditions in a chain"] =
        [
            ("vocabulary.yaml", "kind: Vocabulary\nconditions:\n" + Lines(4_900, i => $"  c{i}: {{ use: c{i + 1} }}")),
            ("rules.yaml", "rules:\n- {id: a, if: {use: c0}, then: [sign]}\n"),
        ],
    };

    [Theory]
    [MemberData(nameof(Growing))]
    public void What_grows_is_answered_soon_too(string what)
    {
        var clock = Stopwatch.StartNew();
        var load = PolicyLoader.LoadFiles(Grown[what].Select(file => (file.Name, System.Text.Encoding.UTF8.GetBytes(file.Text))));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"took {clock.Elapsed}");
        Assert.InRange(load.Findings.Count, 1, 2_100);
        AssertAnswered(load);
    }

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));

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
