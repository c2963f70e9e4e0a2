using Chancery.Policy.Formatting;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Formatting;

/// <summary>Files before and after formatting, a folder each in <c>cases/format</c>: <c>in.yaml</c> and <c>out.yaml</c>, or the same in JSON.</summary>
public sealed class GoldenFormatTests
{
    public static TheoryData<string> Names => Cases.In("format");

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_written_as_shown(string name)
    {
        var before = Directory.GetFiles(Cases.FolderOf("format", name), "in.*").Single();
        var after = Path.Combine(Path.GetDirectoryName(before)!, "out" + Path.GetExtension(before));
        var formatted = PolicyRewrite.Format(before, File.ReadAllBytes(before));
        Assert.Empty(formatted.Findings);
        Assert.Equal(File.ReadAllText(after), formatted.Text);
        Assert.Equal(formatted.Text, PolicyRewrite.Format(after, formatted.Octets!).Text);
    }

    [Fact]
    public void Line_ends_of_Windows_stay_and_a_byte_order_mark_goes()
    {
        var formatted = PolicyRewrite.Format("a.yaml", "\uFEFFkind:  RuleSet # note\r\nrules:\r\n- id: a\r\n  text: |\r\n     one\r\n     two"u8.ToArray());
        Assert.Equal("kind: RuleSet  # note\r\nrules:\r\n  - id: a\r\n    text: |-\r\n      one\r\n      two\r\n", formatted.Text);
    }

    [Theory]
    [InlineData("a.yaml", "rules: [", "CH1000")]
    [InlineData("a.yaml", "rules: &a []", "CH1006")]
    [InlineData("a.yaml", "rules: !!seq []", "CH1007")]
    [InlineData("a.yaml", "# nothing", "CH1010")]
    [InlineData("a.json", "{ \"rules\": [], \"rules\": [] }", "CH1009")]
    [InlineData("a.json", "{ \"rules\": [ \"\\ud83d\" ] }", "CH1000")]
    [InlineData("a.json", "{ \"rules\": [] } // none", "CH1000")]
    public void What_is_not_in_order_is_a_finding_and_is_not_written(string file, string text, string code)
    {
        var formatted = PolicyRewrite.Format(file, System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Null(formatted.Octets);
        Assert.Equal(code, Assert.Single(formatted.Findings).Code);
    }

    [Fact]
    public void What_YAML_cannot_hold_is_a_finding_and_is_not_written()
    {
        var converted = PolicyRewrite.Convert("a.json", System.Text.Encoding.UTF8.GetBytes($"{{ \"{new string('k', 2000)}\": \"x\" }}"), toJson: false);
        Assert.Null(converted.Text);
        Assert.Equal("CH1016", Assert.Single(converted.Findings).Code);
    }
}
