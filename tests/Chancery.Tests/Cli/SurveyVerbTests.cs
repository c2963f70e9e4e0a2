using System.Text;
using System.Text.Json;
using Chancery.Host.Cli;

namespace Chancery.Tests.Cli;

/// <summary><c>survey</c> over a small archive whose numbers are known.</summary>
public sealed class SurveyVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-survey-").FullName;

    public SurveyVerbTests()
    {
        for (var i = 0; i < 6; i++)
            Write($"mails/out{i}.eml", $"From: Anna <anna@acme.example>\nTo: b{i}@partner.example, c@third.example\nSubject: #NIS2 Lage\nDate: Mon, {i + 2:00} Mar 2026 09:00:00 +0000\n\nHallo\n");
        Write("mails/in.eml", "From: <\"<script>alert(1)</script>\"@partner.example>\nTo: anna@acme.example\nSubject: [TLP:RED] x\n\nIBAN DE89 3704 0044 0532 0130 00\n");
        Write("mails/attached.eml", "From: anna@acme.example\nTo: bernd@acme.example\nSubject: Programm\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n--b\nContent-Type: application/pdf; name=plan.pdf\nContent-Disposition: attachment; filename=plan.pdf\nContent-Transfer-Encoding: base64\n\n"
            + Convert.ToBase64String(Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")) + "\n--b--\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Flows_tags_types_and_hits_are_counted()
    {
        var (code, output, _) = await RunAsync(["survey", At("mails"), "--domain", "acme.example", "--json"]);
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        var report = json.RootElement;
        Assert.Equal(8, report.GetProperty("mails").GetInt64());
        Assert.Equal(["outbound 12", "inbound 1", "internal 1"], report.GetProperty("directions").EnumerateArray().Select(entry => $"{entry.GetProperty("direction").GetString()} {entry.GetProperty("mails")}"));
        Assert.Contains(report.GetProperty("flows").EnumerateArray(), flow => flow.GetProperty("from").GetString() == "acme.example" && flow.GetProperty("to").GetString() == "partner.example" && flow.GetProperty("mails").GetInt64() == 6);
        Assert.Contains(report.GetProperty("tags").EnumerateArray(), tag => tag.GetProperty("tag").GetString() == "NIS2" && tag.GetProperty("mails").GetInt64() == 6);
        Assert.Contains(report.GetProperty("detectors").EnumerateArray(), found => found.GetProperty("detector").GetString() == "iban");
        Assert.Contains(report.GetProperty("attachments").GetProperty("types").EnumerateArray(), type => type.GetProperty("type").GetString() == "pdf");
        Assert.Equal(JsonValueKind.Null, report.GetProperty("keys").ValueKind);
        // Persons and what was found stay out.
        Assert.DoesNotContain("anna@", output, StringComparison.Ordinal);
        Assert.DoesNotContain("3704", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Persons_are_named_only_where_asked_for()
    {
        var (_, output, _) = await RunAsync(["survey", At("mails"), "--addresses"]);
        Assert.Contains("anna@acme.example", output, StringComparison.Ordinal);
        Assert.Contains("acme.example (guessed", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Proposed first policy")]
    [InlineData("de", "Vorschlag für eine erste Richtlinie")]
    public async Task The_page_needs_no_script_and_nobody_else(string language, string words)
    {
        var (code, output, _) = await RunAsync(["survey", At("mails"), "--format", "html", "--out", At("survey.html"), "--lang", language]);
        Assert.Equal((0, ""), (code, output));
        var html = await File.ReadAllTextAsync(At("survey.html"));
        Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.Contains("<svg role=\"img\"", html, StringComparison.Ordinal);
        foreach (var foreign in (string[])["<script", "http://", "https://", "src=", "url("])
            Assert.DoesNotContain(foreign, html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_proposed_policy_passes_the_check()
    {
        var (code, _, _) = await RunAsync(["survey", At("mails"), "--propose", At("policy"), "--lang", "de"]);
        Assert.Equal(0, code);
        var (checkedCode, findings, _) = await RunAsync(["policy", "check", At("policy"), "--json"]);
        Assert.True(checkedCode == 0, findings);
        Assert.DoesNotContain("\"error\"", findings, StringComparison.Ordinal);
        Assert.Contains("personal-data-outbound", await File.ReadAllTextAsync(At("policy/10-proposal.yaml")), StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(["survey", At("mails"), "--propose", At("policy")])).Code);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_and_the_rest_counts()
    {
        Write("mails/empty.eml", "");
        var (code, output, error) = await RunAsync(["survey", At("mails"), At("nothing.mbox"), "--json"]);
        Assert.Equal(1, code);
        Assert.Empty(error);
        using var json = JsonDocument.Parse(output);
        Assert.Equal((8L, 2L), (json.RootElement.GetProperty("mails").GetInt64(), json.RootElement.GetProperty("unreadable").GetInt64()));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
