using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Chancery.Host.Cli;

namespace Chancery.Tests.Cli;

/// <summary>Rules need what the settings give; keys are taken back.</summary>
public sealed class SourcesTests : IDisposable
{
    private const string Least = "hostname: gw.acme.example\nlisten: { smtp: [ { address: \"127.0.0.1:2525\", connector: edge } ] }\nnext-hops: { default: { host: 127.0.0.1, port: 2526 } }\npolicy: { source: ./policy }\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-sources-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("verdict.malware: infected", "scanners: { clamd: \"unix:/run/clamav/clamd.ctl\" }")]
    [InlineData("verdict.malware: infected", "scanners: { icap: \"icap://127.0.0.1:1344/avscan\", limit: 50MB, timeout: 10s }")]
    [InlineData("verdict.spam: \">= 5\"", "upstream: { edge: { spam-header: X-Spam-Score } }")]
    [InlineData("classification: { model: dlp, label: secret }", "classifiers: { dlp: { url: \"https://classifier.example/v1\" } }")]
    public async Task A_rule_that_needs_what_is_not_there_is_an_error(string condition, string settings)
    {
        Write("policy/policy.yaml", "domains: [acme.example]\n");
        Write("policy/rules.yaml", $"rules:\n  - id: one\n    if: {{ {condition} }}\n    then: [ hold ]\n");
        Write("without.yaml", Least);
        Write("with.yaml", Least + settings + "\n");
        var (code, output) = await RunAsync("policy", "check", At("policy"), "--config", At("without.yaml"));
        Assert.Equal(1, code);
        Assert.Contains("CH3101", output, StringComparison.Ordinal);
        (code, output) = await RunAsync("policy", "check", At("policy"), "--config", At("with.yaml"));
        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("if: { classification: { model: other, label: secret } }", "no classifier `other` is configured")]
    [InlineData("if: { classification: { model: Dlp, score: \">= 0.5\" } }", "configured are dlp, spam")]
    [InlineData("if: { recipient.department: sales }", "`recipient.department` cannot be known: no directory is configured")]
    [InlineData("if: { sender.group: board }", "group `board` cannot be known: no directory `ad` is configured")]
    [InlineData("if: { any: [ { subject: x }, { use: judged } ] }", "no classifier `named` is configured")]
    public async Task A_directory_or_classifier_that_is_not_there_is_an_error_wherever_a_policy_is_loaded(string rule, string words)
    {
        Write("policy/policy.yaml", "domains: [acme.example]\n");
        Write("policy/vocabulary.yaml", "kind: Vocabulary\n" + (rule.Contains("board", StringComparison.Ordinal) ? "groups: { board: { ldap: { source: ad, filter: \"(cn=board)\" } } }\n" : "")
            + (rule.Contains("judged", StringComparison.Ordinal) ? "conditions: { judged: { classification: { model: named, label: x } } }\n" : ""));
        Write("policy/rules.yaml", $"rules:\n  - id: one\n    {rule}\n    then: [ hold ]\n");
        Write("chancery.yaml", Least.Replace("./policy", At("policy"), StringComparison.Ordinal) + "classifiers: { dlp: { url: \"https://classifier.example/v1\" }, spam: { url: \"https://classifier.example/v2\" } }\n");
        foreach (var verb in (string[][])[["policy", "check", At("policy")], ["config", "check"], ["serve"]])
        {
            var (code, output) = await RunAsync([.. verb, "--config", At("chancery.yaml")]);
            Assert.Equal(verb[0] == "serve" ? 2 : 1, code);
            Assert.Contains("CH3101", output, StringComparison.Ordinal);
            Assert.Contains(words, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Verification_of_senders_needs_no_settings()
    {
        Write("policy/rules.yaml", "rules:\n  - id: one\n    if: { auth.dmarc: fail, auth.spf: fail, auth.dkim: none, auth.arc: none, nexthop.tls: none }\n    then: [ hold ]\n");
        var (code, output) = await RunAsync("policy", "check", At("policy"));
        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("scanners: { clamd: \"/run/clamd\" }", "is no socket of clamd")]
    [InlineData("scanners: { icap: \"http://x/y\" }", "is no ICAP service")]
    [InlineData("scanners: { clamav: x }", "unknown key \"scanners.clamav\"")]
    [InlineData("upstream: { edge: { malware: { header: X } } }", "\"upstream.edge.malware.infected\" is missing")]
    [InlineData("upstream: { other: { spam-header: X } }", "no listener has the connector")]
    [InlineData("classifiers: { dlp: { timeout: 5s } }", "\"classifiers.dlp.url\" is missing")]
    public async Task Wrong_settings_are_told(string settings, string words)
    {
        Write("policy/rules.yaml", "rules: []\n");
        Write("chancery.yaml", Least + settings + "\n");
        var (code, output) = await RunAsync("policy", "check", At("policy"), "--config", At("chancery.yaml"));
        Assert.Equal(2, code);
        Assert.Contains(words.Replace("\"upstream.edge.malware.infected\" is missing", "infected", StringComparison.Ordinal).Replace("\"classifiers.dlp.url\" is missing", "url", StringComparison.Ordinal), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_taken_back_is_listed_as_revoked_and_stays_so()
    {
        Write("policy/rules.yaml", "rules: []\n");
        Write("chancery.yaml", Least);
        Write("bernd.pem", Certificate("bernd@partner.example"));
        string[] settings = ["--config", At("chancery.yaml")];
        Assert.Equal(0, (await RunAsync(["keys", "import", At("bernd.pem"), .. settings])).Code);
        Assert.Equal(2, (await RunAsync(["keys", "revoke", "nobody@partner.example", .. settings])).Code);
        Assert.Equal(2, (await RunAsync(["keys", "revoke", "abc", .. settings])).Code);
        var (code, output) = await RunAsync(["keys", "revoke", "Bernd@partner.example", "--reason", "has left", .. settings]);
        Assert.True(code == 0, output);
        await RunAsync(["keys", "import", At("bernd.pem"), .. settings]);

        (_, output) = await RunAsync(["keys", "list", "--json", .. settings]);
        using var json = JsonDocument.Parse(output);
        var key = Assert.Single(json.RootElement.GetProperty("keys").EnumerateArray());
        Assert.Equal((true, "smime"), (key.GetProperty("revoked").GetBoolean(), key.GetProperty("kind").GetString()));
    }

    private static string Certificate(string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(90));
        return certificate.ExportCertificatePem();
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(args, output, error);
        return (code, output.ToString() + (code == 0 ? "" : error));
    }
}
