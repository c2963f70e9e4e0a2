using Chancery.Policy.Findings;
using Chancery.Policy.Findings.Text;
using Chancery.Policy.Loading;

namespace Chancery.Policy.Tests.Findings;

/// <summary>What a person reads about a finding, to the letter.</summary>
public sealed class FindingTextTests
{
    [Fact]
    public void Place_cause_line_expectation_and_fix() => Assert.Equal("""
        rules.yaml:3:35: error CH1203: unknown unit in size literal `> 25Mb`
            3 |     if: { attachment.any: { size: "> 25Mb" } }
              |                                   ^^^^^^^^
           expected: B, KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024)
           fix: "> 25MB"                                                        [chancery policy fix CH1203]


        """, Shown("""
        rules:
          - id: a
            if: { attachment.any: { size: "> 25Mb" } }
            then: [ hold ]
        """));

    [Fact]
    public void The_cure_where_no_edit_would_do() => Assert.Equal("""
        rules.yaml:3:11: error CH2101: header `X-ERP` has no trust level
            3 |     if: { header: { name: X-ERP, is: A } }
              |           ^^^^^^
           why: anyone on the Internet can send it
           fix: add `trust: internal`, `authenticated`, `signed`, `any` or `connector(…)`


        """, Shown("""
        rules:
          - id: a
            if: { header: { name: X-ERP, is: A } }
            then: [ hold ]
        """));

    [Theory]
    [InlineData("Größe über alles: x", 19, 1, "Größe über alles: x", "                  ^")]
    [InlineData("\"Größe\": x", 1, 7, "\"Größe\": x", "^^^^^^^")]
    [InlineData("\ta: x", 5, 1, "    a: x", "       ^")]
    [InlineData("日本: x", 5, 1, "日本: x", "      ^")]
    [InlineData("日本: x", 1, 2, "日本: x", "^^^^")]
    [InlineData("a😀b: x", 7, 1, "a😀b: x", "      ^")]
    [InlineData("e\u0301: x", 5, 1, "e\u0301: x", "   ^")]
    [InlineData("a: \u202Ex", 5, 1, "a: <U+202E>x", "           ^")]
    [InlineData("a: \u001b[31mx", 3, 1, "a: <U+001B>[31mx", "  ^")]
    [InlineData("a: x", 5, 3, "a: x", "    ^")]
    [InlineData("a: x", 4, 99, "a: x", "   ^")]
    [InlineData("a: x", 99, 3, "a: x", "    ^")]
    public void The_mark_stands_below_its_place(string line, int column, int length, string shown, string mark)
    {
        var text = Shown(new Finding("CH1203", Severity.Error, "f.yaml", 1, column, length, "m", ""), line).Split(Environment.NewLine);
        Assert.Equal("    1 | " + shown, text[1]);
        Assert.Equal("      | " + mark, text[2]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(1000)]
    public void A_long_line_is_cut_to_what_stands_around_the_mark(int column)
    {
        var line = string.Concat(Enumerable.Repeat("abcdefghi ", 100));
        var text = Shown(new Finding("CH1203", Severity.Error, "f.yaml", 1, column, 3, "m", ""), line).Split(Environment.NewLine);
        Assert.InRange(text[1].Length, 20, 125);
        Assert.Equal(line[column - 1], (text[1] + " ")[text[2].IndexOf('^', StringComparison.Ordinal)]);
    }

    [Fact]
    public void Lines_end_as_YAML_ends_them()
    {
        const string rules = "rules:\r\n  - id: a\r\n    # Größe\r    iff: {}\r\n    then: [ hold ]\n";
        Assert.Contains("    4 |     iff: {}" + Environment.NewLine + "      |     ^^^" + Environment.NewLine, Shown(rules), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_shown_still_has_its_place() =>
        Assert.Equal($"f.yaml:7:3: warning CH5106: m{Environment.NewLine}   fix: h{Environment.NewLine}{Environment.NewLine}",
            Shown(new Finding("CH5106", Severity.Warning, "f.yaml", 7, 3, 2, "m", "h"), null));

    [Fact]
    public void Words_of_the_user_cannot_command_the_terminal() =>
        Assert.DoesNotContain('\u001b', Shown("rules:\n  - id: a\n    \"\\e[31m\": x\n    then: [ hold ]\n"));

    [Fact]
    public void A_line_that_holds_a_secret_is_not_shown() =>
        Assert.DoesNotContain("s3cr3t", Shown("kind: Profiles\nsinks:\n  dms: { http: { url: \"https://dms.acme.example/\", auth: s3cr3t } }\n"), StringComparison.Ordinal);

    [Fact]
    public void Colour_only_where_it_is_wanted()
    {
        var finding = new Finding("CH1203", Severity.Error, "f.yaml", 1, 1, 1, "m", "h");
        Assert.Contains("\u001b[1;31merror CH1203:\u001b[0m", Shown(finding, "a", color: true), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Shown(finding, "a"));
    }

    private static string Shown(string rules)
    {
        using var output = new StringWriter();
        new FindingText(output, _ => rules).Write(PolicyLoader.LoadText("rules.yaml", rules).Findings);
        return output.ToString();
    }

    private static string Shown(Finding finding, string? line, bool color = false)
    {
        using var output = new StringWriter();
        new FindingText(output, _ => line, color).Write([finding]);
        return output.ToString();
    }
}
