using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Chancery.Host.Cli;

namespace Chancery.Tests.Cli;

/// <summary><c>policy check</c>, <c>explain</c> and <c>fix</c> as scripts and people use them.</summary>
public sealed class PolicyVerbTests : IDisposable
{
    private const string Wrong = "# Größe\r\nrules:\r\n  - id: a\r\n    if: { message.size: \"> 25Mb\" }   # bleibt\r\n    then: [ { protect: [smime, plain, pdf] } ]\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-policy-").FullName;

    [Fact]
    public async Task Check_ends_with_the_sum()
    {
        Write("rules.yaml", Wrong);
        var (code, output, _) = await RunAsync("policy", "check", _folder, "--lang", "en");
        Assert.Equal(1, code);
        Assert.Contains("1 error, 1 warning" + Environment.NewLine, output, StringComparison.Ordinal);
        (_, output, _) = await RunAsync("policy", "check", _folder, "--lang", "de");
        Assert.Contains("1 Fehler, 1 Warnung" + Environment.NewLine, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules: []", 0)]
    [InlineData("rules: [ { id: a, thn: [ hold ] } ]", 1)]
    [InlineData(null, 2)]
    public async Task Standard_output_is_json_at_every_exit_code(string? rules, int expected)
    {
        if (rules is not null)
            Write("rules.yaml", rules);
        foreach (var format in new[] { "json", "sarif" })
        {
            var (code, output, _) = await RunAsync("policy", "check", rules is null ? Path.Combine(_folder, "missing") : _folder, "--format", format);
            Assert.Equal(expected, code);
            using var json = JsonDocument.Parse(output);
        }

        var (misused, text, _) = await RunAsync("policy", "check", "--format", "json");
        Assert.Equal(2, misused);
        using var error = JsonDocument.Parse(text);
    }

    [Fact]
    public async Task GitHub_commands_escape_what_would_end_them()
    {
        Write("a,b 50%.yaml", "rules: [ { id: a, \"x\\ny%\": 1, then: [ hold ] } ]");
        var (_, output, _) = await RunAsync("policy", "check", _folder, "--format", "github");
        var line = Assert.Single(output.TrimEnd().Split('\n'));
        Assert.StartsWith($"::error file={_folder.Replace(":", "%3A", StringComparison.Ordinal)}/a%2Cb 50%25.yaml,line=1,col=19,endColumn=26,title=CH1101::", line, StringComparison.Ordinal);
        Assert.Contains("unknown key `x%0Ay%25` in a rule%0A", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CH1203", "en", "Unknown unit in a size", "[chancery policy fix CH1203]")]
    [InlineData("1203", "de", "Unbekannte Einheit in einer Größe", "[chancery policy fix CH1203]")]
    [InlineData("CH7104", "en", "The gateway cannot do this yet", "`protect.pdf` is not available")]
    [InlineData("CH7002", "de", "Unbekannte Einstellung", "hostnmae")]
    [InlineData("CH5102", "en", "A rule that is never reached", "Not built yet")]
    public async Task Explain_shows_the_page_with_its_example(string typed, string language, string title, string shown)
    {
        var (code, output, _) = await RunAsync("policy", "explain", typed, "--lang", language);
        Assert.Equal(0, code);
        Assert.Contains(title, output, StringComparison.Ordinal);
        Assert.Contains(shown, output, StringComparison.Ordinal);
        Assert.DoesNotContain("# <-", output, StringComparison.Ordinal);
        (_, output, _) = await RunAsync("policy", "explain", typed, "--lang", language, "--json");
        using var json = JsonDocument.Parse(output);
        Assert.Equal(title, json.RootElement.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Explain_lists_all_codes_and_guesses_misspelt_ones()
    {
        var (code, output, _) = await RunAsync("policy", "explain", "--lang", "de");
        Assert.Equal(0, code);
        Assert.Contains("CH4301  Fehler", output, StringComparison.Ordinal);
        (code, output, var error) = await RunAsync("policy", "explain", "CH1230", "--lang", "en");
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("there is no code CH1230; did you mean CH1203?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fix_changes_the_mistake_and_nothing_else()
    {
        Write("rules.yaml", Wrong);
        var (code, output, _) = await RunAsync("policy", "fix", _folder, "--lang", "en");
        Assert.Equal(0, code);
        Assert.Contains("rules.yaml:4:25: CH1203: \"> 25Mb\" -> \"> 25MB\"", output, StringComparison.Ordinal);
        Assert.Contains("left: 1 warning", output, StringComparison.Ordinal);
        Assert.Equal(Wrong.Replace("25Mb", "25MB", StringComparison.Ordinal), Read("rules.yaml"));
    }

    [Fact]
    public async Task A_dry_run_is_a_diff_that_git_applies_to_the_same_end()
    {
        Write("tenants/acme/größe.yaml", Wrong + "# Ende ohne Zeilenende");
        var before = Read("tenants/acme/größe.yaml");
        var (code, diff, _) = await RunAsync("policy", "fix", _folder, "--dry-run");
        Assert.Equal(1, code);
        Assert.Equal(before, Read("tenants/acme/größe.yaml"));
        await GitApplyAsync(diff.Replace(_folder + "/", "", StringComparison.Ordinal));
        var applied = Read("tenants/acme/größe.yaml");
        Write("tenants/acme/größe.yaml", before);
        await RunAsync("policy", "fix", _folder);
        Assert.Equal(Read("tenants/acme/größe.yaml"), applied);
        Assert.NotEqual(before, applied);
    }

    [Fact]
    public async Task Only_the_named_codes_are_fixed_and_unknown_ones_are_refused()
    {
        Write("rules.yaml", "rules: [ { id: a, if: { message.size: 25Mb }, thn: [ hold ] } ]");
        await RunAsync("policy", "fix", _folder, "CH1101");
        Assert.Equal("rules: [ { id: a, if: { message.size: 25Mb }, then: [ hold ] } ]", Read("rules.yaml"));
        var (code, _, error) = await RunAsync("policy", "fix", _folder, "CH1230");
        Assert.Equal(2, code);
        Assert.Contains("CH1203", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task GitApplyAsync(string diff)
    {
        var start = new ProcessStartInfo("git", ["apply", "-p0", "-"]) { WorkingDirectory = _folder, RedirectStandardInput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(false) };
        using var git = Process.Start(start)!;
        await git.StandardInput.WriteAsync(diff);
        git.StandardInput.Close();
        var error = await git.StandardError.ReadToEndAsync();
        await git.WaitForExitAsync();
        Assert.True(git.ExitCode == 0, error);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
