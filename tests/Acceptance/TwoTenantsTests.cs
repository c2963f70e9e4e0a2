using Acceptance.Support;

namespace Acceptance;

/// <summary>One message for two tenants gets one answer, and that answer is true for both.</summary>
public sealed class TwoTenantsTests
{
    private static readonly string[] Both = ["a@acme.example", "b@beta.example"];

    [Fact]
    public async Task A_refusal_by_one_tenant_is_not_told_where_the_other_takes_the_message()
    {
        await using var sink = new Sink();
        await using var gateway = new Gateway(sink.Port, "", "tenants: { acme: { domains: [acme.example] }, beta: { domains: [beta.example] } }");
        Write(gateway, "acme", "rules:\n  - id: no\n    if: { subject: { contains: Werbung } }\n    then: [ { reject: \"no advertising\" } ]\n");
        Write(gateway, "beta", "rules: []\n");
        Directory.GetFiles(Path.Combine(gateway.Folder, "policy"), "*.yaml").ToList().ForEach(File.Delete);
        await File.WriteAllTextAsync(gateway.Config, (await File.ReadAllTextAsync(gateway.Config)).Replace("trust: internal", "trust: any", StringComparison.Ordinal));
        await gateway.StartAsync();
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);

        Assert.StartsWith("550 5.7.1 no advertising", await SendAsync(client, Both[..1]), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0", await SendAsync(client, Both), StringComparison.Ordinal);

        Assert.Equal(["b@beta.example"], (await sink.WaitForAsync(1))[0].To);
        await UntilAsync(gateway, "quarantined");
        Assert.Single(sink.Mails);
    }

    private static Task<string> SendAsync(SmtpDialog client, string[] to) =>
        client.MailAsync("out@elsewhere.example", to, Mails.Simple("out@elsewhere.example", string.Join(", ", to), "Werbung"));

    private static void Write(Gateway gateway, string tenant, string rules)
    {
        var folder = Directory.CreateDirectory(Path.Combine(gateway.Folder, "policy", "tenants", tenant)).FullName;
        File.WriteAllText(Path.Combine(folder, "rules.yaml"), rules);
    }

    private static async Task UntilAsync(Gateway gateway, string state)
    {
        for (var end = DateTime.UtcNow.AddSeconds(20); ; await Task.Delay(100))
        {
            var list = await gateway.VerbAsync("queue", "list");
            if (list.Output.Contains(state, StringComparison.Ordinal))
                return;
            Assert.True(DateTime.UtcNow < end, list.ToString());
        }
    }
}
