using Chancery.Policy.Loading;

namespace Chancery.Policy.Tests.Findings;

/// <summary>What an installation can find out decides which facts a rule may need; what a policy needs is told with its place.</summary>
public sealed class InstallationTests
{
    private const string Guess = """
        rules:
          - id: g
            then: [ hold ]
          - id: a
            if: { classification: { model: m, label: harmless } }
            then: [ { exempt: { rule: g, reason: r } } ]
          - id: b
            if: { classification: { model: m, score: "> 90" }, recipient.domain: partner.de }
            then: [ { exempt: { rule: g, reason: r } } ]
        """;

    [Theory]
    [InlineData("verdict.malware: infected", InstallationSources.Scanner)]
    [InlineData("verdict.spam: \">= 5\"", InstallationSources.SpamScore)]
    [InlineData("auth.dmarc: fail", InstallationSources.Verifier)]
    [InlineData("classification: { label: x }", InstallationSources.Classifier)]
    public void A_fact_needs_its_source(string condition, InstallationSources source)
    {
        var text = $"rules: [ {{ id: a, if: {{ {condition} }}, then: [ hold ] }} ]";
        var without = PolicyLoader.LoadText("rules.yaml", text, ~source);
        Assert.Equal(["CH3101"], without.Findings.Select(finding => finding.Code));
        Assert.Empty(PolicyLoader.LoadText("rules.yaml", text, source).Findings);
    }

    [Fact]
    public void A_guess_alone_never_lowers_protection()
    {
        var load = PolicyLoader.LoadText("rules.yaml", Guess, InstallationSources.Classifier);
        Assert.Equal([("CH2204", 6)], load.Findings.Select(finding => (finding.Code, finding.Line)));
    }

    [Fact]
    public void Facts_beyond_the_mail_itself_are_told_with_their_rules()
    {
        var load = PolicyLoader.LoadText("rules.yaml", """
            rules:
              - id: a
                if: { recipient.department: sales, subject: x }
                then: [ { filelink: { attachments: { encrypted: true } } } ]
              - id: b
                if: { content: iban }
                then: [ hold ]
            """);
        var uses = load.Policies[TenantId.Default].Uses;
        Assert.Equal(
            [("fact:attachment.encrypted", 4), ("fact:content", 5), ("fact:recipient.department", 2), ("filelink", 4), ("hold", 7)],
            uses.Select(use => (use.Name, use.Line)).Order());
    }
}
