using Acceptance.Support;

namespace Acceptance;

/// <summary>SIGHUP: settings and policy are read anew, and what cannot be read changes nothing.</summary>
public sealed class ReloadTests
{
    private const int Hangup = 1;

    private const string Refusing = """
        rules:
          - id: no
            if: { recipient.domain: other.example }
            then: [ { reject: "not now" } ]
        """;

    [Fact]
    public async Task Limits_and_policy_change_without_a_restart()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []", "limits: { message: 10KB }");
        await using (var before = await SmtpDialog.ConnectAsync(gateway.SmtpPort))
            Assert.Contains("SIZE 10000", await before.SayAsync("EHLO again.example"), StringComparison.Ordinal);

        var settings = await File.ReadAllTextAsync(gateway.Config);
        await File.WriteAllTextAsync(gateway.Config, settings.Replace("10KB", "2MB", StringComparison.Ordinal));
        await WritePolicyAsync(gateway, Refusing);
        await ReloadAsync(gateway, "in force");

        await using var after = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        Assert.Contains("SIZE 2000000", await after.SayAsync("EHLO again.example"), StringComparison.Ordinal);
        Assert.StartsWith("550 5.7.1 not now", await MailAsync(after), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_of_clients_change_without_a_restart_and_under_nohup_too()
    {
        await using var sink = new Sink();
        await using var gateway = new Gateway(sink.Port, "rules: []", "limits: { client-messages: 1, exempt: [192.0.2.1] }");
        await File.WriteAllTextAsync(gateway.Config, (await File.ReadAllTextAsync(gateway.Config)).Replace("trust: internal", "trust: any", StringComparison.Ordinal));
        await gateway.StartAsync("--ignore-signal=HUP");
        await using (var before = await SmtpDialog.ConnectAsync(gateway.SmtpPort))
        {
            Assert.StartsWith("250", await before.SayAsync("MAIL FROM:<x@other.example>"), StringComparison.Ordinal);
            await before.SayAsync("RSET");
            Assert.StartsWith("450 4.7.1", await before.SayAsync("MAIL FROM:<x@other.example>"), StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(gateway.Config, (await File.ReadAllTextAsync(gateway.Config)).Replace("client-messages: 1,", "client-messages: 0,", StringComparison.Ordinal));
        await ReloadAsync(gateway, "in force");

        await using var after = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        for (var i = 0; i < 5; i++)
        {
            Assert.StartsWith("250", await after.SayAsync("MAIL FROM:<x@other.example>"), StringComparison.Ordinal);
            await after.SayAsync("RSET");
        }
    }

    [Theory]
    [InlineData("rules: [ { id: x, then: [", "CH1000")]
    [InlineData("rules:\n  - id: link\n    then: [ { filelink: { ttl: 14d } } ]\n", "CH7104")]
    public async Task A_policy_that_cannot_be_served_leaves_the_last_good_one_in_force(string broken, string code)
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Refusing);

        await WritePolicyAsync(gateway, broken);
        await ReloadAsync(gateway, "policy not reloaded, the last good one stays");

        Assert.Contains(code, gateway.Log, StringComparison.Ordinal);
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        Assert.StartsWith("550 5.7.1 not now", await MailAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_with_mistakes_leave_the_last_good_ones_in_force()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []", "limits: { message: 10KB }");

        await File.AppendAllTextAsync(gateway.Config, "\nhostnam: typo\n");
        await ReloadAsync(gateway, "settings not reloaded, the last good one stays");

        Assert.Contains("CH7002", gateway.Log, StringComparison.Ordinal);
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        Assert.Contains("SIZE 10000", await client.SayAsync("EHLO again.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_to_new_sessions_and_a_broken_one_to_nobody()
    {
        using var folder = new TestFolder();
        var (certificate, key) = (folder.At("tls.pem"), folder.At("tls.key"));
        await MakeCertificateAsync(certificate, key, "old.acme.example");
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []", listenerExtra: $", certificate: \"{certificate}\", certificate-key: \"{key}\"");
        Assert.Contains("CN = old.acme.example", await ShownAsync(gateway), StringComparison.Ordinal);

        await MakeCertificateAsync(certificate, key, "new.acme.example");
        await ReloadAsync(gateway, "reloaded, valid until");
        Assert.Contains("CN = new.acme.example", await ShownAsync(gateway), StringComparison.Ordinal);

        await File.WriteAllTextAsync(certificate, "no certificate");
        await ReloadAsync(gateway, "certificate of 127.0.0.1:" + gateway.SmtpPort + " not reloaded, the last good one stays");
        Assert.Contains("CN = new.acme.example", await ShownAsync(gateway), StringComparison.Ordinal);
    }

    private static Task MakeCertificateAsync(string certificate, string key, string name) =>
        TestKeys.OpensslAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", $"/CN={name}", "-keyout", key, "-out", certificate);

    /// <summary>The subject as openssl meets it.</summary>
    private static async Task<string> ShownAsync(Gateway gateway) =>
        (await Run.ProgramAsync("openssl", ["s_client", "-starttls", "smtp", "-connect", $"127.0.0.1:{gateway.SmtpPort}"], input: "QUIT\r\n")).Output;

    private static Task<string> MailAsync(SmtpDialog client) =>
        client.MailAsync("anna@acme.example", ["x@other.example"], Mails.Simple("anna@acme.example", "x@other.example", "s"));

    private static Task WritePolicyAsync(Gateway gateway, string policy) =>
        File.WriteAllTextAsync(Path.Combine(gateway.Folder, "policy", "rules.yaml"), policy);

    private static async Task ReloadAsync(Gateway gateway, string until)
    {
        gateway.Signal(Hangup);
        for (var end = DateTime.UtcNow.AddSeconds(20); !gateway.Log.Contains(until, StringComparison.Ordinal); await Task.Delay(50))
            Assert.True(DateTime.UtcNow < end, gateway.Log);
    }
}
