using System.Text.Json;
using Acceptance.Support;

namespace Acceptance;

/// <summary>A gateway that cannot do what its policy or its settings ask does not start, and says why.</summary>
public sealed class RefusedStartTests
{
    [Fact]
    public async Task An_unreadable_policy_ends_the_first_start_with_its_findings()
    {
        await using var gateway = new Gateway(Ports.Free(), "rules:\n  - id: x\n    then: [ { sign: smime ]\n");

        var start = await gateway.VerbAsync("serve");

        Assert.Equal(2, start.ExitCode);
        Assert.Matches("rules.yaml:3:[0-9]+: error CH1000", start.Error);
    }

    [Fact]
    public async Task What_is_not_built_yet_is_checked_and_simulated_but_not_served()
    {
        using var folder = new TestFolder();
        await using var gateway = new Gateway(Ports.Free(), """
            rules:
              - id: large
                then:
                  - filelink: { ttl: 14d }
                  - protect: [pdf, portal, pgp]
              - id: kept
                then: [ { archive: revision } ]
            """);
        var policy = Path.Combine(gateway.Folder, "policy");
        await File.WriteAllTextAsync(Path.Combine(policy, "profiles.yaml"), "kind: Profiles\narchives: { revision: { form: sent } }\n");
        var mail = folder.Write("m.eml", "From: anna@acme.example\r\nTo: b@partner.example\r\n\r\nx\r\n");

        Assert.Equal(0, (await Run.ChanceryAsync("policy", "check", policy)).ExitCode);
        Assert.Equal(0, (await Run.ChanceryAsync("simulate", mail, "--policy", policy)).ExitCode);
        var start = await gateway.VerbAsync("serve", "--json");

        Assert.Equal(2, start.ExitCode);
        using var json = JsonDocument.Parse(start.Output);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal([4, 5, 5, 7], findings.Select(finding => finding.GetProperty("line").GetInt32()));
        Assert.All(findings, finding => Assert.Equal("CH7104", finding.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Four_keys_start_a_gateway_of_one_tenant_whose_domains_come_from_its_policy()
    {
        await using var sink = new Sink();
        await using var gateway = new Gateway(sink.Port, "rules: []");
        var listen = $"listen: {{ smtp: [ {{ address: \"127.0.0.1:{gateway.SmtpPort}\" }} ], web: {{ studio: \"http://127.0.0.1:{gateway.WebPort}\" }} }}";
        await File.WriteAllTextAsync(gateway.Config,
            $"hostname: gw.acme.example\n{listen}\nnext-hops: {{ default: {{ host: 127.0.0.1, port: {sink.Port} }} }}\npolicy: {{ source: ./policy }}\n");
        await gateway.StartAsync();
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);

        await client.SayAsync("MAIL FROM:<out@elsewhere.example>");
        Assert.Equal("250 2.1.5 Recipient ok", await client.SayAsync("RCPT TO:<anna@acme.example>"));
        Assert.Equal("554 5.7.1 relaying denied", await client.SayAsync("RCPT TO:<b@partner.example>"));
    }
}
