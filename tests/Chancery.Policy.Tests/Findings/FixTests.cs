using System.Text;
using Chancery.Policy.Findings.Fixing;
using Chancery.Policy.Loading;
using CsCheck;

namespace Chancery.Policy.Tests.Findings;

/// <summary>A fix changes what it says and no other byte.</summary>
public sealed class FixTests
{
    [Theory]
    [InlineData("rules.yaml", "rules: [ { id: a, if: { message.size: 25Mb }, then: [ hold ] } ]", "rules: [ { id: a, if: { message.size: 25MB }, then: [ hold ] } ]")]
    [InlineData("rules.yaml", "rules: [ { id: a, if: { message.size: '> 25Mb' }, then: [ hold ] } ]", "rules: [ { id: a, if: { message.size: '> 25MB' }, then: [ hold ] } ]")]
    [InlineData("rules.yaml", "rules: [ { id: a, if: { message.size: \"> 25\\x4Db\" }, then: [ hold ] } ]", "rules: [ { id: a, if: { message.size: \"> 25MB\" }, then: [ hold ] } ]")]
    [InlineData("rules.yaml", "rules: [ { id: a, \"iff\": {}, then: [ hold ] } ]", "rules: [ { id: a, \"if\": {}, then: [ hold ] } ]")]
    [InlineData("rules.yaml", "rules: [ { id: a, if: { sender.trust: \">= intrenal\" }, then: [ hold ] } ]", "rules: [ { id: a, if: { sender.trust: \">= internal\" }, then: [ hold ] } ]")]
    [InlineData("rules.yaml", "rules: [ { id: a, if: { recipient.domain: \"*.x.example\" }, then: [ hold ] } ]", "rules: [ { id: a, if: { recipient.domain: { under: x.example } }, then: [ hold ] } ]")]
    [InlineData("rules.yaml", "rules: [ { id: ä😀, iff: {}, thn: [ hold ] } ]", "rules: [ { id: ä😀, if: {}, then: [ hold ] } ]")]
    [InlineData("rules.json", "{ \"rules\": [ { \"id\": \"größe\", \"if\": { \"message.size\": \"> 25Mb\" }, \"th\\u0065m\": [ \"hold\" ] } ] }", "{ \"rules\": [ { \"id\": \"größe\", \"if\": { \"message.size\": \"> 25MB\" }, \"then\": [ \"hold\" ] } ] }")]
    [InlineData("rules.json", "{ \"rules\": [ { \"id\": \"a\", \"if\": { \"recipient.domain\": \"*.x.example\" }, \"then\": [ \"hold\" ] } ] }", "{ \"rules\": [ { \"id\": \"a\", \"if\": { \"recipient.domain\": { \"under\": \"x.example\" } }, \"then\": [ \"hold\" ] } ] }")]
    public void It_is_written_as_the_file_is(string file, string before, string after) => Assert.Equal(after, Fixed(file, before));

    [Fact]
    public void A_value_over_several_lines_is_left_to_its_author() =>
        Assert.Null(Apply("rules.yaml", Encoding.UTF8.GetBytes("rules:\n  - id: a\n    if: { direction: \"out\\\n      bouns\" }\n    then: [ hold ]\n")));

    [Fact]
    public void Of_two_edits_of_one_place_the_first_wins_and_the_other_is_told()
    {
        var one = PolicyLoader.LoadText("rules.yaml", "rules: [ { id: a, iff: {}, then: [ hold ] } ]").Findings.Single(finding => finding.Fix is not null);
        var fixes = PolicyFixes.Apply("rules.yaml", Encoding.UTF8.GetBytes("rules: [ { id: a, iff: {}, then: [ hold ] } ]"), [one, one with { Column = one.Column + 1, Length = 1 }])!;
        Assert.Equal(["iff"], fixes.Applied.Select(change => change.Old));
        Assert.Single(fixes.Left);
    }

    /// <summary>Comments, line ends, byte order mark, umlauts, blank lines: whatever stands around the mistakes is there afterwards, byte for byte.</summary>
    [Fact]
    public void Everything_around_it_stays() => Gen.Select(
        Among("\n", "\r\n"), Gen.Bool, Among("# Größe > 25Mb, iff: \t\u65e5\u672c 😀", "#", "", "   ", "# {[\"'"), Among("25Mb", "'> 25kb'", "\"> 25gib\""),
        Among("iff", "\"iff\"", "'iff'"), Gen.Bool).Sample((end, mark, around, size, key, last) =>
        {
            string Text(string k, string s) => string.Join(end, "# Kopf", around, "rules:", $"  - id: a {around}", $"    {k}: {{ message.size: {s} }}   {around}", around, "    then: [ hold ]" + (last ? end : ""));
            byte[] Octets(string text) => [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)];
            var good = size.Replace("Mb", "MB", StringComparison.Ordinal).Replace("kb", "KB", StringComparison.Ordinal).Replace("gib", "GiB", StringComparison.Ordinal);
            // Keys are told first; the sizes below an unknown key are seen when it is right.
            var once = Apply("rules.yaml", Octets(Text(key, size)))?.After ?? Octets(Text(key, size));
            var twice = Apply("rules.yaml", once)?.After ?? once;
            Assert.Equal(Octets(Text(key.Replace("iff", "if", StringComparison.Ordinal), good)), twice);
        });

    private static Gen<string> Among(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Fixed(string file, string text) => Encoding.UTF8.GetString(Apply(file, Encoding.UTF8.GetBytes(text))?.After ?? []);

    private static FixedFile? Apply(string file, byte[] octets) => PolicyFixes.Apply(file, octets, PolicyLoader.LoadFiles([(file, octets)]).Findings);
}
