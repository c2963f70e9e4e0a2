using Acceptance.Support;

namespace Acceptance;

/// <summary>TLS chosen as protection is kept to: without it the next method, a hold in the end, and never plain text (R11, R29).</summary>
public sealed class TlsFallbackTests
{
    private const string Sender = "anna@acme.example";

    private const string Policy = """
        rules:
          - id: tls-first
            if: { recipient.address: b@partner.example }
            then: [ { protect: [tls, smime] } ]
          - id: tls-only
            if: { recipient.address: c@partner.example }
            then: [ { protect: [tls] } ]
        """;

    [Fact]
    public async Task A_hop_without_TLS_gets_the_next_method_or_nothing()
    {
        using var folder = new TestFolder();
        await using var sink = new Sink();
        await using var gateway = new Gateway(sink.Port, Policy, "delivery: { retry: [1s], expire: 1h }", hopExtra: ", final-for: [partner.example]");
        await File.WriteAllTextAsync(gateway.Config, (await File.ReadAllTextAsync(gateway.Config)).Replace("tls: none", "tls: opportunistic", StringComparison.Ordinal));
        await gateway.StartAsync();
        var keys = await TestKeys.CreateAsync(folder, "b@partner.example");
        await keys.ImportAsync(gateway, ["b@partner.example"]);
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        await client.MailAsync(Sender, ["b@partner.example", "c@partner.example"], Mails.Simple(Sender, "b@partner.example", "s", "Geheim 4711\r\n"));

        var mails = await sink.WaitForAsync(2);

        var encrypted = mails.Single(mail => mail.To.SequenceEqual(["b@partner.example"]));
        Assert.Contains("smime-type=enveloped-data", encrypted.Text, StringComparison.Ordinal);
        var notice = mails.Single(mail => mail.To.SequenceEqual([Sender]));
        Assert.Equal("", notice.From);
        Assert.DoesNotContain(mails, mail => mail.Text.Contains("4711", StringComparison.Ordinal));
    }
}
