using Chancery.Policy.Loading;
using Chancery.Policy.Tests.Support;
using CsCheck;

namespace Chancery.Policy.Tests.Findings;

/// <summary>A slip of the pen anywhere in a good file: the answer is findings or a policy, never an exception.</summary>
public sealed class DamagedFileTests
{
    private const string Yaml =
        """
        # large files
        layer: tenant
        scope: { department: [cad] }
        rules:
          - id: large-drawings
            title: "Große Zeichnungen"
            if: { recipient.domain: partner.de, attachment.any: { size: "> 25MB", type: [step, dwg] } }
            then:
              - filelink: { ttl: 14d, attachments: { size: "> 25MB" } }
              - sign: smime
              - protect: [smime, pdf]   # never less
            elseIf:
              - if:
                  all:
                    - tag: "#NIS2"
                    - not: { subject: { regex: '\bPRJ-[0-9]{6}\b' } }
                then: [ hold ]
            else: []
        """;

    private const string Json = """{ "rules": [ { "id": "a", "if": { "recipient.domain": "partner.de", "attachment.any": { "size": "> 25MB" } }, "then": [ "hold", { "protect": ["smime"] } ] } ] }""";

    private static readonly string[] Slips = ["", "", "[", "]", "{", "}", ":", ": ", " #", "#", "\"", "'", "&a ", "*a", "!", "|", ">", "- ", "? ", ", ", "%", "@", "`", "\t", "\n", "\r\n", "\n\n  ", "  ", "\u00a0", "\ufeff", "\u0000", "\ud83d", "„", "---\n", "...\n", "<<: ", "\\", "\\u12", "~", "0x1", "//", "/*"];

    [Fact]
    public void In_YAML() => Damaged(Yaml, "rules.yaml");

    [Fact]
    public void In_JSON() => Damaged(Json, "rules.json");

    private static void Damaged(string good, string name)
    {
        Assert.False(PolicyLoader.LoadText(name, good).HasErrors);
        var slip = Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 4], Gen.Int[0, Slips.Length - 1]);
        slip.Array[1, 3].Sample(
            slips =>
            {
                var load = PolicyLoader.LoadText(name, With(good, slips));
                Assert.All(load.Findings, finding => Assert.True(finding is { Line: > 0, Column: > 0, Help.Length: > 0 } && !finding.Message.Contains("Exception", StringComparison.Ordinal), finding.ToString()));
                Assert.Equal(load.HasErrors, load.Policies.Count == 0);
            },
            iter: 3_000,
            print: slips => With(good, slips));
    }

    private static string With(string text, IEnumerable<(int At, int Removed, int With)> slips)
    {
        foreach (var (at, removed, with) in slips.OrderByDescending(slip => slip.Item1))
            text = text[..at] + Slips[with] + text[Math.Min(at + removed, text.Length)..];
        return text;
    }
}
