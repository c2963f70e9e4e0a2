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
