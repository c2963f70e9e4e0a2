using Chancery.Engine.Testing;
using Chancery.Policy.Testing;
using Chancery.Policy.Testing.Running;

namespace Chancery.Engine.Tests.Testing;

/// <summary>Policy tests over real mails: the production parser tells what stands in them, the case overrides the rest.</summary>
public sealed class EmlFixtureTests : IDisposable
{
    private const string Rules = """
        rules:
          - id: report
            if: { direction: outbound, tag: NIS2 }
            then: [ protect: { with: [smime, pdf], otherwise: hold } ]
          - id: pictures
            if: { attachment.any: { type: png } }
            then: [ audit: full ]
        """;

    private const string Mail = """
        From: Anna <anna@acme.example>
        To: b@authority.example
        Subject: #NIS2 early warning
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=x

        --x

        Text
        --x
        Content-Type: image/png; name=a.txt
        Content-Disposition: attachment; filename=a.txt
        Content-Transfer-Encoding: base64

        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
        --x--
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chancery-policy-");

    [Fact]
    public void What_stands_in_the_mail_counts()
    {
        var results = Run("""
            kind: Tests
            cases:
              - name: from the header
                given: { eml: fixtures/report.eml }
                expect: { groups: 1, plans: [ { for: b@authority.example, protection: pdf, because: [report, pictures] } ] }
              - name: another envelope, and keys
                given: { eml: fixtures/report.eml, mail: { to: [c@authority.example] }, keys: { c@authority.example: { smime: valid } } }
                expect: { plans: [ { for: c@authority.example, protection: smime, because: [report] } ] }
              - name: another subject
                given: { eml: fixtures/report.eml, mail: { subject: early warning } }
                expect: { plans: [ { notBecause: [report] } ] }
              - name: nobody looked into the attachment
                given: { eml: fixtures/report.eml, unknown: [attachment.type] }
                expect: { plans: [ { because: [pictures] } ] }
              - name: a file that is not there
                given: { eml: fixtures/other.eml }
                expect: { groups: 1 }
            """);
        Assert.Equal([.. Enumerable.Repeat(CaseOutcome.Passed, 4), CaseOutcome.Failed], results.Select(result => result.Outcome));
        Assert.Equal("there is no file fixtures/other.eml beside the tests", Assert.Single(results[4].Messages).English);
    }

    [Fact]
    public void A_snapshot_is_compared_as_a_whole_and_shown_where_it_is_missing()
    {
        const string tests = """
            kind: Tests
            cases:
              - name: as it was
                given: { eml: fixtures/report.eml }
                expect: { snapshot: fixtures/report.json }
            """;
        var missing = Assert.Single(Assert.Single(Run(tests)).Messages).English;
        var snapshot = Path.Combine(_folder.FullName, "tests", "fixtures", "report.json");
        File.WriteAllText(snapshot, missing[missing.IndexOf('[', StringComparison.Ordinal)..]);
        Assert.Equal(CaseOutcome.Passed, Assert.Single(Run(tests)).Outcome);
        File.WriteAllText(snapshot, File.ReadAllText(snapshot).Replace("\"pdf\"", "\"portal\"", StringComparison.Ordinal));
        Assert.Contains("at /0/plan/protection: expected \"portal\", got \"pdf\"", Assert.Single(Assert.Single(Run(tests)).Messages).English, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IReadOnlyList<CaseResult> Run(string tests)
    {
        var beside = _folder.CreateSubdirectory("tests/fixtures");
        File.WriteAllText(Path.Combine(_folder.FullName, "rules.yaml"), Rules);
        File.WriteAllText(Path.Combine(_folder.FullName, "tests", "all.yaml"), tests);
        File.WriteAllText(Path.Combine(beside.FullName, "report.eml"), Mail);
        var report = new PolicyTests(new EmlFixtures(), TimeProvider.System).Run(_folder.FullName, coverage: false);
        Assert.Empty(report.Findings);
        return report.Cases;
    }
}
