using System.Text;
using Chancery.Policy.Formatting;
using Chancery.Policy.Loading;
using Chancery.Policy.Testing;
using Chancery.Policy.Testing.Running;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Examples;

/// <summary>The policies of the repository are what readers copy from: without a finding, tested, in canonical form, in YAML and in JSON.</summary>
public sealed class ExamplePolicyTests
{
    private const string Renew = "policies/make-json makes policies/examples-json anew";

    private static readonly string Examples = Repository.Path("policies", "examples");
    private static readonly string Json = Repository.Path("policies", "examples-json");

    public static TheoryData<string> Policies =>
        [.. Directory.EnumerateDirectories(Repository.Path("policies")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> YamlFiles =>
        [.. FilesIn(Repository.Path("policies")).Where(file => file.EndsWith(".yaml", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_policy_has_no_findings_and_passes_its_tests(string name)
    {
        var folder = Repository.Path("policies", name);
        Assert.Empty(PolicyLoader.Load(folder).Findings.Select(finding => finding.ToString()));
        var report = Run(folder);
        Assert.NotEmpty(report.Cases);
        Assert.Empty(report.Cases.Where(result => result.Outcome != CaseOutcome.Passed).Select(result => $"{result.Name}: {string.Join("; ", result.Messages)}"));
        Assert.Empty(report.Findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public void The_tests_of_the_examples_reach_every_rule_every_branch_and_every_method_of_a_guard()
    {
        var metrics = Run(Examples).Coverage!.Metrics;
        Assert.Empty(metrics.Where(metric => !metric.IsEnough || metric.Name != "mcdc" && metric.Covered < metric.Total).Select(metric => $"{metric.Name}: {metric.Covered} of {metric.Total}"));
        Assert.All(metrics, metric => Assert.NotEqual(0, metric.Total));
    }

    [Theory]
    [InlineData("partner")]
    [InlineData("hospital")]
    [InlineData("utility")]
    [InlineData("supplier")]
    [InlineData("insurer")]
    public void Every_house_has_vocabulary_profiles_guards_and_tests(string tenant)
    {
        var folder = Path.Combine(Examples, "tenants", tenant);
        Assert.All(["vocabulary.yaml", "profiles.yaml", "sets/00-guards.yaml"], file => Assert.True(File.Exists(Path.Combine(folder, file)), file));
        Assert.Contains(Run(Examples).Cases, result => result.File.Contains($"/{tenant}/tests/", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(YamlFiles))]
    public void A_file_is_in_canonical_form(string file)
    {
        var octets = File.ReadAllBytes(Repository.Path(file));
        Assert.Equal(Encoding.UTF8.GetString(octets), PolicyRewrite.Format(file, octets).Text);
    }

    [Fact]
    public void The_JSON_is_what_convert_makes_of_the_YAML()
    {
        var wanted = FilesIn(Examples).Where(IsPolicy).ToDictionary(NameInJson, InJson, StringComparer.Ordinal);
        var there = FilesIn(Json).ToDictionary(file => Path.GetRelativePath(Json, file), File.ReadAllText, StringComparer.Ordinal);
        Assert.True(wanted.Keys.Order(StringComparer.Ordinal).SequenceEqual(there.Keys.Order(StringComparer.Ordinal)), Renew);
        Assert.All(wanted, file => Assert.True(file.Value == there[file.Key], $"{file.Key} is stale; {Renew}"));
    }

    [Fact]
    public void YAML_and_JSON_decide_alike()
    {
        var (yaml, json) = (Run(Examples), Run(Json));
        Assert.Equal(Told(yaml), Told(json));
        Assert.Equal(yaml.Coverage!.Metrics, json.Coverage!.Metrics);
    }

    private static TestReport Run(string folder) => new PolicyTests(null, TimeProvider.System).Run(folder, coverage: true);

    private static IEnumerable<(string, CaseOutcome)> Told(TestReport report) => report.Cases.Select(result => (result.Name, result.Outcome));

    private static IEnumerable<string> FilesIn(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static bool IsPolicy(string file) => !file.Split('/').Contains("fixtures");

    private static string NameInJson(string file) => Path.GetRelativePath(Examples, file.EndsWith(".yaml", StringComparison.Ordinal) ? Path.ChangeExtension(file, "json") : file);

    private static string InJson(string file) =>
        file.EndsWith(".yaml", StringComparison.Ordinal) ? PolicyRewrite.Convert(file, File.ReadAllBytes(file), toJson: true).Text! : File.ReadAllText(file);
}
