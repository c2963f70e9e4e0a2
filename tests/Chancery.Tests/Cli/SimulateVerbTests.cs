using Chancery.Host.Cli;

namespace Chancery.Tests.Cli;

public sealed class SimulateVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-simulate-").FullName;

    public SimulateVerbTests()
    {
        Write("policy/policy.yaml", "domains: [acme.example]\n");
        Write("policy/rules.yaml", "rules:\n  - id: locked\n    if: { recipient.domain: partner.example }\n    then: [ { protect: [smime] } ]\n");
        Write("mail.eml", "From: anna@acme.example\nTo: b@partner.example, \"<script>\"@elsewhere.example\n\nHallo\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_page_tells_decisions_and_reasons_and_shows_what_others_wrote_as_text()
    {
        var page = At("report.html");
        var (code, output, _) = await RunAsync("--format", "html", "--out", page, "--lang", "de");

        Assert.Equal(0, code);
        Assert.Empty(output);
        var html = await File.ReadAllTextAsync(page);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("rules/locked", html, StringComparison.Ordinal);
        Assert.Contains("smime: none", html, StringComparison.Ordinal);
        Assert.Contains("keine Regel", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out", "missing/report.json")]
    [InlineData("--effects", "mail.eml/below")]
    public async Task A_place_that_cannot_be_written_to_is_wrong_usage(string option, string place)
    {
        var (code, output, error) = await RunAsync(option, At(place));
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("chancery: cannot write to ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hidden_recipients_of_the_facts_file_are_recipients()
    {
        Write("facts.yaml", "mail: { bcc: [hidden@partner.example] }\n");
        var (_, output, _) = await RunAsync("--facts", At("facts.yaml"), "--format", "json");
        using var json = System.Text.Json.JsonDocument.Parse(output);
        var recipients = json.RootElement.GetProperty("mails")[0].GetProperty("recipients").EnumerateArray().Select(recipient => recipient.GetString());
        Assert.Contains("hidden@partner.example", recipients);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] options)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(["simulate", At("mail.eml"), "--policy", At("policy"), .. options], output, error);
        return (code, output.ToString(), error.ToString());
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }
}
