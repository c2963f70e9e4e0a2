using System.Text.Json;
using Chancery.Host.Cli;

namespace Chancery.Tests.Cli;

/// <summary><c>policy test</c> from the command line.</summary>
public sealed class PolicyTestTests : IDisposable
{
    private const string Rules = "rules:\n  - id: large\n    if: { message.size: \"> 1MB\" }\n    then: [ hold ]\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chancery-policy-test-");

    [Theory]
    [InlineData("hold", 0, "1 passed, 0 failed")]
    [InlineData("deliver", 1, "0 passed, 1 failed")]
    public async Task The_exit_code_tells_whether_all_passed(string expected, int code, string last)
    {
        Write("rules.yaml", Rules);
        Write("tests.yaml", Tests(expected));
        var (exit, output, _) = await RunAsync("policy", "test", _folder.FullName);
        Assert.Equal((code, last), (exit, output.TrimEnd().Split('\n')[^1]));
    }

    [Fact]
    public async Task Json_has_the_form_of_the_contract_and_messages_the_language_of_the_caller()
    {
        Write("rules.yaml", Rules);
        Write("tests.yaml", Tests("deliver"));
        var (exit, output, _) = await RunAsync("policy", "test", _folder.FullName, "--coverage", "--json", "--lang", "de");
        using var json = JsonDocument.Parse(output);
        Assert.Equal((1, 0, 1), (exit, json.RootElement.GetProperty("passed").GetInt32(), json.RootElement.GetProperty("failed").GetInt32()));
        var result = Assert.Single(json.RootElement.GetProperty("cases").EnumerateArray());
        Assert.Equal("large mail", result.GetProperty("name").GetString());
        Assert.False(result.GetProperty("ok").GetBoolean());
        Assert.Equal("b@partner.example: disposition: erwartet deliver, ist hold", result.GetProperty("message").GetString());
        Assert.Equal(100, json.RootElement.GetProperty("coverage").GetProperty("metrics").GetProperty("rule-must").GetProperty("percent").GetInt32());
    }

    [Fact]
    public async Task Without_tests_nothing_fails_and_it_says_so()
    {
        Write("rules.yaml", Rules);
        var (exit, output, _) = await RunAsync("policy", "test", _folder.FullName);
        Assert.Equal(0, exit);
        Assert.Contains("there are no tests here", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_with_errors_is_refused_with_its_findings()
    {
        Write("rules.yaml", Rules.Replace("message.size", "mesage.size", StringComparison.Ordinal));
        var (exit, output, _) = await RunAsync("policy", "test", _folder.FullName, "--json");
        using var json = JsonDocument.Parse(output);
        Assert.Equal(1, exit);
        Assert.Equal("CH1102", json.RootElement.GetProperty("findings")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Junit_goes_to_a_file_and_a_wrong_place_is_wrong_usage()
    {
        Write("rules.yaml", Rules);
        Write("tests.yaml", Tests("hold"));
        var file = Path.Combine(_folder.FullName, "results.xml");
        Assert.Equal(0, (await RunAsync("policy", "test", _folder.FullName, "--junit", file)).Code);
        Assert.Contains("<testcase name=\"large mail\"", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("policy", "test", _folder.FullName, "--junit", Path.Combine(_folder.FullName, "no", "results.xml"))).Code);
        Assert.Equal(2, (await RunAsync("policy", "test", Path.Combine(_folder.FullName, "no"))).Code);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Tests(string disposition) => $$"""
        kind: Tests
        given: { mail: { from: a@acme.example, to: [b@partner.example] } }
        cases:
          - name: large mail
            given: { mail: { size: 2MB } }
            expect: { plans: [ { disposition: {{disposition}} } ] }
        """;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
