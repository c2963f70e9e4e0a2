using Chancery.Policy.Findings;
using Chancery.Policy.Loading;
using Chancery.Policy.Schema;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Schema;

/// <summary>The schema takes what the language takes, and refuses what an editor should underline. Names of files say what is wrong in them.</summary>
public sealed class SchemaTests
{
    private static readonly string Missing = "the validator is missing; .ci/peers installs it";

    [Fact]
    public async Task Every_policy_of_ours_and_every_valid_case_is_accepted_by_its_kind_and_by_the_schema_of_all_kinds()
    {
        Assert.SkipUnless(SchemaJudge.IsThere, Missing);
        var documents = Documents(Repository.Path("policies"))
            .Concat(Documents(Cases.FolderOf("decide")).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "policy"))
            .Concat(Documents(Cases.FolderOf("schema", "good"))).ToList();
        Assert.NotEmpty(documents);
        var found = await SchemaJudge.JudgeAsync([.. documents.Select(file => (file, (string?)KindOf(file))), .. documents.Select(file => (file, (string?)null))]);
        Assert.Empty(found.Where(answer => answer.Errors.Count > 0).Select(answer => $"{answer.File} as {answer.Kind}: {string.Join("; ", answer.Errors.Take(20))}"));
    }

    [Fact]
    public async Task Wrong_documents_are_refused_by_their_kind_and_by_the_schema_of_all_kinds()
    {
        Assert.SkipUnless(SchemaJudge.IsThere, Missing);
        var documents = Documents(Cases.FolderOf("schema", "bad")).ToList();
        Assert.True(documents.Count >= 30);
        var found = await SchemaJudge.JudgeAsync([.. documents.Select(file => (file, (string?)KindOf(file))), .. documents.Select(file => (file, (string?)null))]);
        Assert.Empty(found.Where(answer => answer.Kind is not null && answer.Errors.Count == 0).Select(answer => $"{Path.GetFileName(answer.File)} as {answer.Kind}"));
        Assert.Equal(2 * documents.Count, found.Count(answer => answer.Kind is not null));
    }

    /// <summary>Codes of what an editor can see: names, kinds of values, words of a choice.</summary>
    private static readonly HashSet<string> Shapes = ["CH1014", "CH1015", "CH1101", "CH1102", "CH1103", "CH1104", "CH1105", "CH1106", "CH1107", "CH1108", "CH1112", "CH1203", "CH1204", "CH2101", "CH4001", "CH4002", "CH4003"];

    /// <summary>Where the schema is content: values that are judged by what they mean, not by how they look.</summary>
    private static readonly HashSet<string> OnlyTheChecker =
    [
        "101-a-manifest-by-another-name", "104-an-ending-is-no-type", "76-declared-in-two-places", "78-an-instance-is-blamed-for-its-value", "91-networks-that-other-readers-take-for-octal", "93-more-than-a-thousand-years",
    ];

    /// <summary>Differential: where the checker is content the schema is, and where a shape is wrong both say so.</summary>
    [Fact]
    public async Task Schema_and_checker_agree_about_every_case_of_a_mistake()
    {
        Assert.SkipUnless(SchemaJudge.IsThere, Missing);
        var expected = new Dictionary<string, string[]>();
        foreach (var folder in Directory.EnumerateDirectories(Cases.FolderOf("findings")))
        {
            var findings = PolicyLoader.Load(Path.Combine(folder, "policy")).Findings.Where(finding => finding.Severity == Severity.Error).ToLookup(finding => finding.File, finding => finding.Code);
            foreach (var file in Documents(Path.Combine(folder, "policy")))
                expected[file] = [.. findings[file]];
        }

        var found = await SchemaJudge.JudgeAsync([.. expected.Keys.Select(file => (file, (string?)KindOf(file)))]);
        var answers = found.Where(answer => answer.Kind is not null).ToDictionary(answer => answer.File, answer => answer.Errors);
        Assert.True(answers.Count > 100);
        Assert.Empty(expected.Where(one => one.Value.Length == 0 && answers[one.Key].Count > 0).Select(one => $"the schema alone refuses {one.Key}: {string.Join("; ", answers[one.Key].Take(5))}"));
        Assert.Empty(expected
            .Where(one => one.Value.Any(Shapes.Contains) && answers[one.Key].Count == 0 && !OnlyTheChecker.Any(name => one.Key.Contains($"/{name}/", StringComparison.Ordinal)))
            .Select(one => $"the checker alone refuses {one.Key}: {string.Join(", ", one.Value)}"));
    }

    [Fact]
    public void What_the_schema_refuses_the_checker_refuses_too() => Assert.All(Documents(Cases.FolderOf("schema", "bad")), file =>
        Assert.True(PolicyLoader.LoadFiles([(KindOf(file) == "Manifest" ? "policy.yaml" : Path.GetFileName(file), File.ReadAllBytes(file))]).HasErrors, file));

    private static IEnumerable<string> Documents(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal))
            .Where(file => !file.Split('/').Any(part => part is "fixtures" or "lists"));

    private static string KindOf(string file)
    {
        var kind = File.ReadLines(file).Select(line => line.Trim().TrimEnd(',').Replace("\"", "", StringComparison.Ordinal)).FirstOrDefault(line => line.StartsWith("kind: ", StringComparison.Ordinal));
        if (kind is not null)
            return PolicySchema.Kinds.FirstOrDefault(known => known == kind[6..]) ?? "RuleSet";
        return Path.GetFileNameWithoutExtension(file) == "policy" ? "Manifest" : "RuleSet";
    }
}
