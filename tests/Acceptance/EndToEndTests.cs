using System.Text;
using Acceptance.Support;

namespace Acceptance;

/// <summary>The main job, through real programs: in by SMTP, judged, protected, out by SMTP.</summary>
public sealed class EndToEndTests
{
    private const string Policy = """
        rules:
          - id: partner-encrypted
            if: { recipient.domain: partner.example }
            then:
              - sign: smime
              - protect: [smime]
          - id: board-signed
            if: { recipient.domain: board.example }
            then:
              - sign: smime
        """;

    private const string Sender = "anna@acme.example";

    [Fact]
    public async Task A_mail_sent_by_swaks_leaves_signed_and_encrypted()
    {
        using var folder = new TestFolder();
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Policy);
        var keys = await TestKeys.CreateAsync(folder, Sender, "b@partner.example");
        await keys.ImportAsync(gateway, ["b@partner.example"], Sender);

        var sent = await Run.ProgramAsync("swaks",
            ["--server", $"127.0.0.1:{gateway.SmtpPort}", "--from", Sender, "--to", "b@partner.example", "--h-Subject", "Zeichnung", "--body", "Vertraulich: 4711"]);

        Assert.True(sent.ExitCode == 0, sent.ToString());
        var mail = (await sink.WaitForAsync(1))[0];
        Assert.Contains("Subject: Zeichnung", mail.Header, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", mail.Text, StringComparison.Ordinal);
        var opened = await OpensslCms.DecryptAsync(folder, mail, keys.CertificateOf("b@partner.example"), keys.KeyOf("b@partner.example"));
        var content = await OpensslCms.VerifyAsync(folder, opened, keys.Authority);
        Assert.Contains("Vertraulich: 4711", Encoding.UTF8.GetString(content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_recipients_with_three_plans_get_three_different_messages()
    {
        using var folder = new TestFolder();
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Policy);
        var keys = await TestKeys.CreateAsync(folder, Sender, "a@partner.example", "b@partner.example");
        await keys.ImportAsync(gateway, ["a@partner.example", "b@partner.example"], Sender);
        string[] to = ["a@partner.example", "b@partner.example", "c@board.example", "d@other.example"];
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);

        var reply = await client.MailAsync(Sender, to, Mails.Simple(Sender, string.Join(", ", to), "Quartal", "Zahlen: 12345\r\n"));

        Assert.StartsWith("250 2.0.0", reply, StringComparison.Ordinal);
        var mails = await sink.WaitForAsync(3);
        var encrypted = mails.Single(m => m.To.Count == 2);
        Assert.Equal(["a@partner.example", "b@partner.example"], encrypted.To);
        Assert.DoesNotContain("12345", encrypted.Text, StringComparison.Ordinal);
        foreach (var address in encrypted.To)
            await OpensslCms.DecryptAsync(folder, encrypted, keys.CertificateOf(address), keys.KeyOf(address));
        var signed = mails.Single(m => m.To.SequenceEqual(["c@board.example"]));
        Assert.Contains("12345", Encoding.UTF8.GetString(await OpensslCms.VerifyAsync(folder, signed.Content, keys.Authority)), StringComparison.Ordinal);
        var plain = mails.Single(m => m.To.SequenceEqual(["d@other.example"]));
        Assert.Contains("Zahlen: 12345", plain.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("multipart/signed", plain.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hidden_recipient_is_in_nobody_elses_copy()
    {
        using var folder = new TestFolder();
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Policy);
        var keys = await TestKeys.CreateAsync(folder, "a@partner.example", "geheim@partner.example");
        await keys.ImportAsync(gateway, ["a@partner.example", "geheim@partner.example"]);
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);

        await client.MailAsync(Sender, ["a@partner.example", "geheim@partner.example"],
            Mails.Simple(Sender, "a@partner.example", "Vertrag", extra: "Bcc: geheim@partner.example\r\n"));

        var mails = await sink.WaitForAsync(2);
        var open = mails.Single(m => m.To.SequenceEqual(["a@partner.example"]));
        var hidden = mails.Single(m => m.To.SequenceEqual(["geheim@partner.example"]));
        foreach (var mail in mails)
        {
            Assert.DoesNotContain("geheim", mail.Text, StringComparison.OrdinalIgnoreCase);
            var structure = await OpensslCms.PrintAsync(folder, mail);
            Assert.Equal(1, structure.Split("issuerAndSerialNumber").Length - 1);
        }

        Assert.NotEqual(0, (await OpensslCms.TryDecryptAsync(folder, open, keys.CertificateOf("geheim@partner.example"), keys.KeyOf("geheim@partner.example"))).ExitCode);
        await OpensslCms.DecryptAsync(folder, hidden, keys.CertificateOf("geheim@partner.example"), keys.KeyOf("geheim@partner.example"));
    }

    [Fact]
    public async Task Smtp_source_delivers_through_the_gateway_to_smtp_sink()
    {
        using var folder = new TestFolder();
        var port = Ports.Free();
        Directory.CreateDirectory(folder.At("spool"));
        using var sink = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("/usr/sbin/smtp-sink", ["-u", "nobody", "-d", "%M.", $"127.0.0.1:{port}", "100"]) { WorkingDirectory = folder.At("spool") })!;
        await Run.ProgramAsync("chmod", ["777", folder.Path, folder.At("spool")]);
        try
        {
            await using var gateway = await Gateway.StartedAsync(port, "rules: []");
            var source = await Run.ProgramAsync("/usr/sbin/smtp-source",
                ["-s", "5", "-m", "50", "-l", "4000", "-f", Sender, "-t", "x@other.example", $"127.0.0.1:{gateway.SmtpPort}"]);
            Assert.True(source.ExitCode == 0, source.ToString());
            for (var end = DateTime.UtcNow.AddSeconds(30); Directory.GetFiles(folder.At("spool")).Length < 50; await Task.Delay(50))
                Assert.True(DateTime.UtcNow < end, $"{Directory.GetFiles(folder.At("spool")).Length} of 50 arrived: {gateway.Log}");
        }
        finally
        {
            sink.Kill();
        }
    }
}
