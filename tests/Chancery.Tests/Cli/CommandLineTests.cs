using System.Text.Json;
using Chancery.Host.Cli;

namespace Chancery.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("inspect")]
    [InlineData("config", "check", "--config", "/nowhere/chancery.yaml")]
    [InlineData("messages", "find", "--lang", "fr")]
    public async Task Wrong_usage_is_exit_code_2_with_a_text(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("chancery: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect", "--json")]
    [InlineData("simulate", "--format", "json")]
    [InlineData("policy", "check", "--format=json", "--lang", "fr")]
    [InlineData("config", "check", "--json", "--config", "/nowhere/chancery.yaml")]
    public async Task With_json_standard_output_is_json_even_then(params string[] args)
    {
        var (code, output, _) = await RunAsync(args);
        Assert.Equal(2, code);
        using var json = JsonDocument.Parse(output);
        Assert.False(string.IsNullOrEmpty(json.RootElement.GetProperty("error").GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("config", "check")]
    [InlineData("inspect")]
    [InlineData("serve")]
    [InlineData("policy", "check")]
    [InlineData("policy", "test")]
    [InlineData("policy", "explain")]
    [InlineData("policy", "fix")]
    [InlineData("policy", "format")]
    [InlineData("policy", "convert")]
    [InlineData("simulate")]
    [InlineData("explain")]
    [InlineData("queue", "list")]
    [InlineData("queue", "show")]
    [InlineData("queue", "retry")]
    [InlineData("queue", "release")]
    [InlineData("queue", "reject")]
    [InlineData("keys", "list")]
    [InlineData("keys", "import")]
    [InlineData("messages", "find")]
    public async Task Every_verb_helps_with_examples(params string[] verb)
    {
        var (code, output, _) = await RunAsync([.. verb, "--help"]);
        Assert.Equal(0, code);
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
        Assert.Contains("chancery " + string.Join(' ', verb), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_the_program_and_of_a_group_shows_an_example_of_each_verb()
    {
        Assert.Contains("  chancery simulate ", (await RunAsync("--help")).Output, StringComparison.Ordinal);
        Assert.Contains("  chancery queue reject ", (await RunAsync("queue", "--help")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_has_an_entry_for_every_input_and_says_what_is_unreadable()
    {
        var folder = Directory.CreateTempSubdirectory("chancery-inspect-");
        try
        {
            var good = Path.Combine(folder.FullName, "good.eml");
            var empty = Path.Combine(folder.FullName, "empty.eml");
            await File.WriteAllTextAsync(good, "From: a@acme.example\r\nSubject: #NIS2 Lage\r\n\r\nHallo\r\n");
            await File.WriteAllTextAsync(empty, "");
            var (code, output, _) = await RunAsync("inspect", good, empty, Path.Combine(folder.FullName, "missing.eml"), "--json");
            Assert.Equal(1, code);
            using var json = JsonDocument.Parse(output);
            var mails = json.RootElement.GetProperty("mails").EnumerateArray().ToList();
            Assert.Equal([0, 1, 1], mails.Select(mail => mail.GetProperty("problems").GetArrayLength()));
            Assert.Equal("NIS2", mails[0].GetProperty("tags")[0].GetString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
