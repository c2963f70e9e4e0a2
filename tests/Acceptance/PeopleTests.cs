using Acceptance.Support;
using Chancery.Tests.Directories.Support;

namespace Acceptance;

/// <summary>Rules by department and by nested groups, over a real slapd; orders in header fields, from those who may give them and from strangers.</summary>
public sealed class PeopleTests
{
    private const string Vocabulary = """
        apiVersion: chancery/v1
        kind: Vocabulary
        metadata: { id: acme.vocabulary }
        groups:
          radiology: { ldap: { source: ad, filter: "(cn=radiology)" }, refresh: 1s, maxAge: 4s }
        roles:
          duty: { ldap: { source: ad, filter: "(cn=ward-c)" }, refresh: 1s, maxAge: 4s }
        """;

    private const string Rules = """
        rules:
          - id: dept
            if: { sender.department: Dept-1 }
            then: [ { header: { add: { name: X-Department, value: one } } } ]
          - id: nested
            if: { sender.group: radiology }
            then: [ { header: { add: { name: X-Group, value: radiology } } }, { copy: { to: role(duty) } } ]
          - id: nine
            if: { sender.department: dept-9 }
            then: [ hold ]
        """;

    [Fact]
    public async Task A_rule_by_department_and_by_nested_group_decides_and_an_unknown_one_holds()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var sink = new Sink();
        await using var gateway = new Gateway(sink.Port, Rules, $$"""
            facts: { wait: 2s }
            directories: { ad: { ldap: ["ldap://127.0.0.1:1", "ldap://127.0.0.1:{{slapd.Port}}"], base: "{{SlapdServer.Base}}", bind: "{{slapd.Bind}}", password: reader-secret, refresh: 1s, max-age: 4s, timeout: 5s } }
            """);
        await File.WriteAllTextAsync(Path.Combine(gateway.Folder, "policy", "vocabulary.yaml"), Vocabulary);
        await gateway.StartAsync();
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);

        await SendAsync(client, "p1@acme.example", "first");
        var mails = await sink.WaitForAsync(2, 60);
        var first = mails.Single(mail => mail.To.Contains("b@partner.example"));
        Assert.Contains("X-Department: one", first.Header, StringComparison.Ordinal);
        Assert.Contains("X-Group: radiology", first.Header, StringComparison.Ordinal);
        Assert.Equal(["p4@acme.example"], mails.Single(mail => mail != first).To);

        await SendAsync(client, "p5@acme.example", "second");
        var second = (await sink.WaitForAsync(3, 60))[^1];
        Assert.DoesNotContain("X-Group", second.Header, StringComparison.Ordinal);

        await slapd.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        await SendAsync(client, "p5@acme.example", "third");
        await UntilAsync(gateway, "held");
        // The sender is told; the recipient gets nothing.
        Assert.Equal(["p5@acme.example"], (await sink.WaitForAsync(4, 60))[^1].To);

        await slapd.GoOnAsync();
        await Task.Delay(TimeSpan.FromSeconds(4));
        await SendAsync(client, "p5@acme.example", "fourth");
        Assert.Contains("fourth", (await sink.WaitForAsync(5, 60))[^1].Header, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_directory_can_tell_keeps_the_gateway_from_starting()
    {
        await using var gateway = new Gateway(1, Rules);
        await File.WriteAllTextAsync(Path.Combine(gateway.Folder, "policy", "vocabulary.yaml"), Vocabulary);
        var check = await gateway.VerbAsync("config", "check", "--json");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("`sender.department` cannot be known: no directory is configured", check.Output, StringComparison.Ordinal);
        Assert.Contains("no directory `ad` is configured", check.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await gateway.VerbAsync("serve")).ExitCode);
    }

    [Theory]
    [InlineData(", connector: lis", "held")]
    [InlineData("", "delivered")]
    public async Task An_order_counts_from_the_connector_that_may_give_it_and_is_stripped_and_recorded_from_others(string listener, string state)
    {
        await using var sink = new Sink();
        await using var gateway = new Gateway(sink.Port, "rules: []", listenerExtra: listener);
        await File.WriteAllTextAsync(Path.Combine(gateway.Folder, "policy", "policy.yaml"), "domains: [acme.example]\nconnectors: [lis]\n");
        await File.WriteAllTextAsync(
            Path.Combine(gateway.Folder, "policy", "vocabulary.yaml"),
            "apiVersion: chancery/v1\nkind: Vocabulary\nmetadata: { id: v }\ntriggers:\n  X-Mailu-Action: { map: { vier-augen: hold }, trust: connector(lis) }\n");
        await gateway.StartAsync();
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        var reply = await client.MailAsync("lis@acme.example", ["b@partner.example"], Mails.Simple("lis@acme.example", "b@partner.example", "s", extra: "X-Mailu-Action: Vier-Augen\r\nX-LIS-Case: 12345\r\n"));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        if (state == "held")
        {
            await UntilAsync(gateway, "held");
            Assert.DoesNotContain(sink.Mails, mail => mail.To.Contains("b@partner.example"));
            return;
        }

        var mail = (await sink.WaitForAsync(1))[0];
        Assert.DoesNotContain("X-Mailu-Action", mail.Header, StringComparison.Ordinal);
        Assert.Contains("X-LIS-Case: 12345", mail.Header, StringComparison.Ordinal);
        var explained = await gateway.VerbAsync("explain", mail.Id, "--json");
        Assert.Contains("stripped", explained.Output, StringComparison.Ordinal);
    }

    private static async Task SendAsync(SmtpDialog client, string from, string subject) =>
        Assert.StartsWith("250", await client.MailAsync(from, ["b@partner.example"], Mails.Simple(from, "b@partner.example", subject)), StringComparison.Ordinal);

    private static async Task UntilAsync(Gateway gateway, string state)
    {
        for (var end = DateTime.UtcNow.AddSeconds(60); ; await Task.Delay(200))
        {
            var list = await gateway.VerbAsync("queue", "list");
            if (list.Output.Contains(state, StringComparison.Ordinal))
                return;
            Assert.True(DateTime.UtcNow < end, list + gateway.Log);
        }
    }
}
