using System.Diagnostics;
using System.Text.Json;
using Chancery.Host.Cli;

namespace Chancery.Tests.Cli;

/// <summary><c>policy format</c> and <c>policy convert</c> on files.</summary>
public sealed class PolicyRewriteTests : IDisposable
{
    private const string Canonical = "rules:\n  - id: a  # first\n    then: [quarantine]\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-format-").FullName;

    [Fact]
    public async Task Format_writes_what_changes_and_nothing_else()
    {
        var careless = Add("careless.yaml", "rules:\n- id:   a # first\n  then: [ quarantine ]\n");
        var good = Add("good.yaml", Canonical);
        var fixture = Add("fixtures/not-ours.yaml", "a:   b\n");
        var written = File.GetLastWriteTimeUtc(good);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(careless, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var (code, output, _) = await RunAsync("policy", "format", _folder, "--lang", "en");
        Assert.Equal(0, code);
        Assert.Contains($"rewritten  {careless}", output, StringComparison.Ordinal);
        Assert.Contains("1 files rewritten, 1 were in canonical form", output, StringComparison.Ordinal);
        Assert.Equal(Canonical, File.ReadAllText(careless));
        Assert.Equal("a:   b\n", File.ReadAllText(fixture));
        Assert.Equal(written, File.GetLastWriteTimeUtc(good));
        Assert.Equal(3, Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(careless));
    }

    [Fact]
    public async Task Check_shows_a_difference_that_patch_understands_and_writes_nothing()
    {
        var careless = Add("careless.yaml", string.Concat(Enumerable.Range(0, 40).Select(i => $"key{i}: {(i % 13 == 5 ? "  " : "")}x\n")) + "rules: [ ]");
        var before = File.ReadAllText(careless);
        var (code, output, _) = await RunAsync("policy", "format", careless, "--check", "--lang", "en");
        Assert.Equal(1, code);
        Assert.Equal(before, File.ReadAllText(careless));
        await RunAsync("policy", "format", careless);
        var after = File.ReadAllText(careless);
        File.WriteAllText(careless, before);
        Assert.True(await PatchAsync(output), output);
        Assert.Equal(after, File.ReadAllText(careless));
        Assert.Equal(0, (await RunAsync("policy", "format", careless, "--check")).Code);
    }

    [Fact]
    public async Task A_file_with_a_mistake_is_a_finding_and_the_others_are_formatted()
    {
        var wrong = Add("wrong.yaml", "rules: [\n");
        var careless = Add("careless.yaml", "rules:   []\n");
        var (code, output, _) = await RunAsync("policy", "format", _folder, "--json");
        Assert.Equal(1, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal("CH1000", json.RootElement.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Equal([true, false], json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("changed").GetBoolean()));
        Assert.Equal("rules: [\n", File.ReadAllText(wrong));
        Assert.Equal("rules: []\n", File.ReadAllText(careless));
    }

    [Fact]
    public async Task A_link_stays_a_link()
    {
        var target = Add("fixtures/real.yaml", "rules:   []\n");
        var link = Path.Combine(_folder, "link.yaml");
        File.CreateSymbolicLink(link, target);
        Assert.Equal(0, (await RunAsync("policy", "format", link)).Code);
        Assert.Equal(target, File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName);
        Assert.Equal("rules: []\n", File.ReadAllText(target));
    }

    [Fact]
    public async Task Convert_writes_the_other_form_and_says_what_stays_behind()
    {
        var yaml = Add("policy.yaml", Canonical);
        var (code, output, error) = await RunAsync("policy", "convert", yaml, "--to", "json", "--lang", "en");
        Assert.Equal(0, code);
        Assert.Equal("{\n  \"rules\": [\n    {\n      \"id\": \"a\",\n      \"then\": [\n        \"quarantine\"\n      ]\n    }\n  ]\n}\n", output);
        Assert.Contains("1 of them stay behind", error, StringComparison.Ordinal);
        var json = Path.Combine(_folder, "policy.json");
        (code, output, error) = await RunAsync("policy", "convert", yaml, "--to", "json", "--out", json, "--lang", "en");
        Assert.Equal(0, code);
        Assert.Empty(output);
        Assert.Contains($"remove {yaml}", error, StringComparison.Ordinal);
        (_, output, error) = await RunAsync("policy", "convert", json, "--to", "yaml");
        Assert.Equal("rules:\n  - id: a\n    then: [quarantine]\n", output);
        Assert.Empty(error);
    }

    [Fact]
    public async Task Wrong_names_and_places_are_exit_code_2_and_mistakes_exit_code_1()
    {
        var yaml = Add("policy.yaml", Canonical);
        var wrong = Add("wrong.json", "{ // none\n}");
        Assert.Equal(2, (await RunAsync("policy", "format", Path.Combine(_folder, "nowhere"))).Code);
        Assert.Equal(2, (await RunAsync("policy", "format", Add("note.txt", "x"))).Code);
        Assert.Equal(2, (await RunAsync("policy", "convert", yaml)).Code);
        Assert.Equal(2, (await RunAsync("policy", "convert", _folder, "--to", "json")).Code);
        Assert.Equal(2, (await RunAsync("policy", "convert", yaml, "--to", "json", "--out", Path.Combine(_folder, "x.yaml"))).Code);
        Assert.Equal(2, (await RunAsync("policy", "convert", yaml, "--to", "json", "--out", Path.Combine(_folder, "nowhere", "x.json"))).Code);
        var (code, output, error) = await RunAsync("policy", "convert", wrong, "--to", "yaml");
        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains("wrong.json:1:3: error CH1000", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<bool> PatchAsync(string difference)
    {
        try
        {
            using var patch = Process.Start(new ProcessStartInfo("patch", ["-p0", "-d", "/", "--quiet"]) { RedirectStandardInput = true })!;
            await patch.StandardInput.WriteAsync(difference);
            patch.StandardInput.Close();
            await patch.WaitForExitAsync();
            return patch.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("patch is absent");
            throw;
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private string Add(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
