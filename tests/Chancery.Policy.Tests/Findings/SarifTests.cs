using System.Diagnostics;
using System.Text.Json;
using Chancery.Policy.Findings;
using Chancery.Policy.Findings.Codes;
using Chancery.Policy.Findings.Sarif;
using Chancery.Policy.Loading;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Findings;

/// <summary>Logs that other tools read: judged by the schema of SARIF 2.1.0 with a validator of others (Ajv, see <c>tests/node</c>).</summary>
public sealed class SarifTests
{
    private static readonly string Modules = Repository.Path("artifacts", "node", "node_modules");

    [Fact]
    public async Task Logs_of_all_examples_are_valid()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Modules, "@microsoft", "jest-sarif")), "the validator is missing; .ci/peers installs it");
        using var folder = new TempPolicy();
        var logs = new List<string> { Write(folder, "none", []), Write(folder, "failed", [], "there is no folder x") };
        logs.AddRange(Catalogue.Pages.Where(page => page is { ShownBy: ShownBy.Check, Owed: null })
            .Select(page => Write(folder, page.Code, PolicyLoader.LoadFiles(page.Example, page.Sources).Findings)));
        Assert.All(await JudgeAsync(logs), log => Assert.True(log.Errors.Length == 0, $"{log.File}: {string.Join("; ", log.Errors)}"));
    }

    [Fact]
    public async Task The_judge_is_no_pushover()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Modules, "@microsoft", "jest-sarif")), "the validator is missing; .ci/peers installs it");
        using var folder = new TempPolicy();
        var log = Write(folder, "x", [new Finding("CH1203", Severity.Error, "a.yaml", 1, 1, 1, "m", "h")]);
        await File.WriteAllTextAsync(log, (await File.ReadAllTextAsync(log)).Replace("\"level\":\"error\",\"message\"", "\"level\":\"fatal\",\"message\"", StringComparison.Ordinal));
        Assert.NotEmpty((await JudgeAsync([log])).Single().Errors);
    }

    [Fact]
    public void A_fix_is_the_replacement_of_a_region()
    {
        const string rules = "rules:\n  - id: green\n    if: { message.size: \"> 25Mb\" }\n    then: [ hold ]\n";
        using var log = JsonDocument.Parse(Text(PolicyLoader.LoadText("policy/größe x.yaml", rules).Findings));
        var run = log.RootElement.GetProperty("runs")[0];
        var result = run.GetProperty("results")[0];
        Assert.Equal("CH1203", run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("policy/gr%C3%B6%C3%9Fe%20x.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal("%SRCROOT%", place.GetProperty("artifactLocation").GetProperty("uriBaseId").GetString());
        var replacement = result.GetProperty("fixes")[0].GetProperty("artifactChanges")[0].GetProperty("replacements")[0];
        var region = replacement.GetProperty("deletedRegion");
        Assert.Equal((3, 25, 33), (region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32(), region.GetProperty("endColumn").GetInt32()));
        Assert.Equal("\"> 25MB\"", replacement.GetProperty("insertedContent").GetProperty("text").GetString());
    }

    private static string Write(TempPolicy folder, string name, IReadOnlyList<Finding> findings, string? failure = null)
    {
        folder.Add(name + ".sarif", System.Text.Encoding.UTF8.GetBytes(Text(findings, failure)));
        return Path.Combine(folder.Path, name + ".sarif");
    }

    private static string Text(IReadOnlyList<Finding> findings, string? failure = null)
    {
        using var octets = new MemoryStream();
        using (var json = new Utf8JsonWriter(octets))
            new SarifLog("0.1.0", Path.GetTempPath()).Write(json, findings, failure);
        return System.Text.Encoding.UTF8.GetString(octets.ToArray());
    }

    private static async Task<(string File, string[] Errors)[]> JudgeAsync(IReadOnlyList<string> logs)
    {
        var start = new ProcessStartInfo("node", [Repository.Path("tests", "node", "judge-sarif.js"), .. logs]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_PATH"] = Modules;
        using var node = Process.Start(start)!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await error);
        using var answer = JsonDocument.Parse(await output);
        return [.. answer.RootElement.EnumerateArray().Select(one => (one.GetProperty("file").GetString()!, one.GetProperty("errors").EnumerateArray().Select(text => text.GetString()!).ToArray()))];
    }
}
