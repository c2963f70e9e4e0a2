using Acceptance.Support;

namespace Acceptance;

/// <summary>The first thing anybody does with the product.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_ends_well_twice_in_the_same_folder()
    {
        using var folder = new TestFolder();
        var (smtp, web, portal) = (Ports.Free(), Ports.Free(), Ports.Free());
        string[] order = ["demo", "--once", "--data", folder.Path, "--smtp", $"{smtp}", "--web", $"{web}", "--portal", $"{portal}"];

        foreach (var language in (string[])["en", "de"])
        {
            var result = await Run.ChanceryAsync([.. order, "--lang", language]);
            Assert.True(result.ExitCode == 0, result.ToString());
            Assert.True(result.Output.Split("\n   ok ").Length > 6, result.ToString());
            Assert.Contains($"http://localhost:{web}/messages/", result.Output, StringComparison.Ordinal);
        }

        var found = await Run.ChanceryAsync("messages", "find", "--to", "frida@partner.example", "--config", folder.At("chancery.yaml"));
        Assert.Equal(2, found.Output.Split("frida@partner.example").Length - 1);
    }

    [Fact]
    public async Task An_occupied_port_is_said_so_with_exit_code_2()
    {
        using var folder = new TestFolder();
        await using var sink = new Sink();
        var result = await Run.ChanceryAsync("demo", "--once", "--data", folder.Path, "--smtp", $"{sink.Port}", "--web", $"{Ports.Free()}");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("cannot listen", result.Error, StringComparison.Ordinal);
    }
}
