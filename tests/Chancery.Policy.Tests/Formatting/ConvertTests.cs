using System.Text.Json;
using Chancery.Policy.Formatting;
using Chancery.Policy.Tests.Deciding;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Formatting;

/// <summary>YAML and JSON are two forms of one document.</summary>
public sealed class ConvertTests
{
    public static TheoryData<string> Files => PolicyTexts.All;

    public static TheoryData<string> Decisions => Cases.In("decide");

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_policy_file_survives_formatting_and_the_way_to_JSON_and_back(string file)
    {
        var octets = File.ReadAllBytes(file);
        var formatted = PolicyRewrite.Format(file, octets);
        if (formatted.Text is null)
        {
            // A case with a mistake; that the file itself is at fault, and not what was made of it, is what matters.
            Assert.DoesNotContain(formatted.Findings, finding => finding.Code == "CH1016");
            return;
        }

        var said = YamlTree.Of(File.ReadAllText(file));
        var json = PolicyRewrite.Convert(file, octets, toJson: true);
        var yaml = PolicyRewrite.Convert("a.json", json.Octets!, toJson: false);
        Assert.All([formatted, json, yaml], form => Assert.Equal(said, YamlTree.Of(form.Text!)));
    }

    /// <summary>Text that looks like a number stays text, a number stays a number.</summary>
    [Fact]
    public void Only_what_is_a_number_by_itself_becomes_one()
    {
        var json = PolicyRewrite.Convert("a.yaml", "a: 100\nb: \"100\"\nc: 0123\nd: true\ne: yes\nf: 1.50\ng: 1.5\nh: -0\ni: 12345678901234567890\nj: null\nk: 14d\n"u8.ToArray(), toJson: true);
        using var document = JsonDocument.Parse(json.Text!);
        Assert.Equal(
            ["100", "\"100\"", "\"0123\"", "true", "\"yes\"", "\"1.50\"", "1.5", "\"-0\"", "\"12345678901234567890\"", "\"null\"", "\"14d\""],
            document.RootElement.EnumerateObject().Select(member => member.Value.GetRawText()));
    }

    [Theory]
    [MemberData(nameof(Decisions))]
    public void A_policy_in_JSON_decides_the_same(string name)
    {
        using var folder = new TempPolicy();
        CopyAsJson(Cases.FolderOf("decide", name), folder.Path);
        using var original = new GoldenCase(Cases.FolderOf("decide", name));
        using var converted = new GoldenCase(folder.Path);
        Assert.Equal(original.Decide().GetRawText(), converted.Decide().GetRawText());
    }

    private static void CopyAsJson(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (file.EndsWith(".yaml", StringComparison.Ordinal))
                File.WriteAllBytes(Path.ChangeExtension(target, "json"), PolicyRewrite.Convert(file, File.ReadAllBytes(file), toJson: true).Octets!);
            else
                File.Copy(file, target);
        }
    }
}
