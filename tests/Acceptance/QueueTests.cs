using System.Text.Json;
using Acceptance.Support;

namespace Acceptance;

/// <summary>What administrators do with mail that waits, beside the running gateway.</summary>
public sealed class QueueTests
{
    private const string Policy = """
        rules:
          - id: approval
            if: { recipient.domain: held.example }
            then: [ hold ]
          - id: never
            if: { recipient.domain: refused.example }
            then: [ { reject: "not to them" } ]
        """;

    private const string Sender = "anna@acme.example";

    [Fact]
    public async Task A_held_mail_is_listed_shown_explained_and_leaves_when_the_rule_is_gone()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Policy);
        var id = await SendAsync(gateway, "x@held.example");
        await UntilListedAsync(gateway, id);
        Assert.Equal(Sender, (await sink.WaitForAsync(1))[0].To[0]);

        var show = await gateway.VerbAsync("queue", "show", id, "--json");
        Assert.Equal(0, show.ExitCode);
        Assert.Contains("rules/approval", show.Output, StringComparison.Ordinal);
        var explained = await gateway.VerbAsync("explain", id, "--lang", "de");
        Assert.Contains("zurückgehalten", explained.Output, StringComparison.Ordinal);
        Assert.Contains("eine Mitteilung des Gateways wurde zugestellt: " + Sender, explained.Output, StringComparison.Ordinal);
        var again = await gateway.VerbAsync("queue", "release", id);
        Assert.Equal(1, again.ExitCode);

        await File.WriteAllTextAsync(Path.Combine(gateway.Folder, "policy", "rules.yaml"), "rules: []\n");
        var released = await gateway.VerbAsync("queue", "release", id);
        Assert.True(released.ExitCode == 0, released.ToString());
        Assert.Equal("x@held.example", (await sink.WaitForAsync(2))[1].To[0]);
    }

    [Fact]
    public async Task A_rejected_mail_is_reported_to_its_sender_in_the_form_of_RFC_3464()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Policy);
        var id = await SendAsync(gateway, "x@held.example");
        await UntilListedAsync(gateway, id);
        await sink.WaitForAsync(1);

        var rejected = await gateway.VerbAsync("queue", "reject", id, "--reason", "falscher Empfänger");

        Assert.True(rejected.ExitCode == 0, rejected.ToString());
        var report = (await sink.WaitForAsync(2))[1];
        Assert.Equal("", report.From);
        Assert.Equal([Sender], report.To);
        var parsed = await Run.ProgramAsync("/usr/bin/python3", ["-c", """
            import email, sys
            m = email.message_from_binary_file(sys.stdin.buffer)
            assert m.get_content_type() == "multipart/report" and m.get_param("report-type") == "delivery-status", m.get_content_type()
            status = [p for p in m.walk() if p.get_content_type() == "message/delivery-status"][0]
            words = [p for p in m.walk() if p.get_content_type() == "text/plain"][0].get_payload(decode=True).decode("utf-8")
            assert words.count("falscher Empf\u00e4nger") == 2, words
            fields = [f for part in status.get_payload() for f in part.items()]
            print(dict(fields))
            """], input: report.Text);
        Assert.Contains("'Action': 'failed'", parsed.Output, StringComparison.Ordinal);
        Assert.Contains("rfc822; x@held.example", parsed.Output, StringComparison.Ordinal);
        Assert.Contains("'Status': '5.7.1'", parsed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_rejects_everybody_is_a_5xx_after_DATA()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: [ { id: words, if: { subject: { contains: secret } }, then: [ { reject: \"not these words\" } ] } ]");
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);

        var reply = await client.MailAsync(Sender, ["x@other.example"], Mails.Simple(Sender, "x@other.example", "secret"));

        Assert.Matches(@"^550 5\.7\.1 not these words \([0-9A-Z]{26}\)$", reply);
    }

    [Fact]
    public async Task A_rule_that_rejects_by_the_envelope_is_a_5xx_at_RCPT()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Policy);
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        await client.SayAsync($"MAIL FROM:<{Sender}>");

        var reply = await client.SayAsync("RCPT TO:<x@refused.example>");

        Assert.Equal("550 5.7.1 not to them", reply);
    }

    [Fact]
    public async Task What_is_put_off_is_tried_again_and_what_is_refused_is_reported()
    {
        await using var sink = new Sink { RefuseFirst = 1 };
        sink.RecipientReplies["gone@other.example"] = "550 5.1.1 no such user";
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []", "delivery: { retry: [1s], expire: 1m }");
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);

        await client.MailAsync(Sender, ["here@other.example", "gone@other.example"], Mails.Simple(Sender, "here@other.example", "s"));

        var mails = await sink.WaitForAsync(2);
        Assert.Contains(mails, mail => mail.To.SequenceEqual(["here@other.example"]));
        var report = mails.Single(mail => mail.From.Length == 0);
        Assert.Contains("rfc822; gone@other.example", report.Text, StringComparison.Ordinal);
        Assert.Contains("Status: 5.1.1", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_sender_is_never_answered()
    {
        await using var sink = new Sink();
        sink.RecipientReplies["gone@other.example"] = "550 5.1.1 no such user";
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []");
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);

        var reply = await client.MailAsync("", ["gone@other.example"], Mails.Simple("MAILER-DAEMON@acme.example", "gone@other.example", "bounce"));

        var id = reply.Split(' ')[^1];
        for (var end = DateTime.UtcNow.AddSeconds(20); ; await Task.Delay(100))
        {
            var found = await gateway.VerbAsync("explain", id);
            if (found.Output.Contains("5.1.1", StringComparison.Ordinal))
                break;
            Assert.True(DateTime.UtcNow < end, found.ToString());
        }

        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task Messages_are_found_by_every_criterion_and_all_must_hold()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Policy);
        var id = await SendAsync(gateway, "x@held.example");
        await UntilListedAsync(gateway, id);

        var messageId = (await sink.WaitForAsync(1))[0].Text.Split("In-Reply-To: ")[1].Split("\r\n")[0];
        foreach (var criteria in (string[][])
            [["--from", "anna@"], ["--to", "x@held.example"], ["--rule", "approval"], ["--rule", "rules/approval"], ["--since", "1h"], ["--since", "2026-01-01T00:00Z"],
                ["--message-id", messageId], ["--message-id", messageId.Trim('<', '>')], ["--from", "ANNA@ACME", "--to", "held.example", "--since", "2d", "--rule", "approval", "--message-id", messageId]])
        {
            var found = await gateway.VerbAsync(["messages", "find", .. criteria, "--json"]);
            Assert.True(found.ExitCode == 0, found.ToString());
            Assert.Contains(id, found.Output, StringComparison.Ordinal);
        }

        foreach (var criteria in (string[][])
            [["--to", "nobody@else.example"], ["--from", "bert@"], ["--rule", "never"], ["--since", "2999-01-01T00:00Z"], ["--message-id", "<else@test.example>"], ["--from", "anna@", "--to", "nobody@"]])
            Assert.DoesNotContain(id, (await gateway.VerbAsync(["messages", "find", .. criteria, "--json"])).Output, StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(Gateway gateway, string to)
    {
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        var reply = await client.MailAsync(Sender, [to], Mails.Simple(Sender, to, "s"));
        Assert.StartsWith("250 2.0.0 ", reply, StringComparison.Ordinal);
        return reply.Split(' ')[^1];
    }

    private static async Task UntilListedAsync(Gateway gateway, string id)
    {
        for (var end = DateTime.UtcNow.AddSeconds(20); ; await Task.Delay(100))
        {
            var list = await gateway.VerbAsync("queue", "list", "--json");
            Assert.True(list.ExitCode == 0, list.ToString());
            using var json = JsonDocument.Parse(list.Output);
            if (list.Output.Contains(id, StringComparison.Ordinal) && list.Output.Contains("held", StringComparison.OrdinalIgnoreCase))
                return;
            Assert.True(DateTime.UtcNow < end, list.ToString());
        }
    }
}
