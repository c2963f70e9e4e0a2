using Chancery.Engine.Protect;
using Chancery.Policy.Findings;
using Chancery.Policy.Loading;

namespace Chancery.Engine.Tests.Protect;

/// <summary>What this version cannot carry out is accepted by check and refused by <c>serve</c>, each by itself and with its place (R41, ADR 11).</summary>
public sealed class UnbuiltTests
{
    [Theory]
    [InlineData("protect: [smime, pdf]", "protect.pdf")]
    [InlineData("protect: [smime, portal]", "protect.portal")]
    [InlineData("protect: tls-verified", "protect.tls-verified")]
    [InlineData("copy: { to: soc@acme.example, protect: [smime, portal] }", "protect.portal")]
    [InlineData("filelink: { ttl: 14d }", "filelink")]
    [InlineData("attachments: { block: { type: exe } }", "attachments")]
    [InlineData("archive: { archive: revision, optional: true }", "archive")]
    [InlineData("journal: journal@acme.example", "journal")]
    [InlineData("disclaimer: { template: foot }", "disclaimer")]
    [InlineData("portal: { name: customers }", "portal")]
    [InlineData("dms: contracts", "dms")]
    [InlineData("webhook: tickets", "webhook")]
    [InlineData("siem: soc", "siem")]
    [InlineData("incident: soc", "incident")]
    [InlineData("notify: sender", "notify")]
    [InlineData("defer: 15m", "defer")]
    [InlineData("webhook: { sink: tickets, onFailure: { retry: 4h, then: [ notify: sender ] } }", "webhook,notify")]
    public void Is_refused_with_its_place(string action, string missing)
    {
        var findings = FindingsOf(action);
        Assert.Equal(missing.Split(','), findings.Select(finding => finding.Message.Split('`')[1]));
        Assert.All(findings, finding => Assert.Equal(("CH7104", Severity.Error, 3), (finding.Code, finding.Severity, finding.Line)));
        Assert.All(findings, finding => Assert.NotEmpty(finding.Help));
    }

    [Theory]
    [InlineData("protect: [smime, tls, plain]")]
    [InlineData("sign: auto")]
    [InlineData("copy: { to: soc@acme.example, protect: [smime, tls] }")]
    [InlineData("hold: { quorum: 2 }")]
    [InlineData("quarantine")]
    [InlineData("reject: no")]
    [InlineData("header: { set: { name: X-Class, value: a } }")]
    [InlineData("subject: { prefix: \"[x] \" }")]
    [InlineData("audit: full")]
    public void What_is_built_is_served(string action) => Assert.Empty(FindingsOf(action));

    private static IReadOnlyList<Finding> FindingsOf(string action)
    {
        var load = PolicyLoader.LoadText("rules.yaml", $"rules:\n  - id: a\n    then: [ {{ {(action.Contains(':', StringComparison.Ordinal) ? action : action + ": {}")} }} ]\n");
        Assert.DoesNotContain(load.Findings, finding => finding.Severity == Severity.Error);
        return Unbuilt.FindingsFor(Assert.Single(load.Policies).Value);
    }
}
