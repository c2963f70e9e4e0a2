using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Dns;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Client;

/// <summary>Against a scripted server on a real socket.</summary>
public sealed class SmtpTransportTests
{
    private const string Body = "Subject: x\r\n\r\n.dot\r\n";

    [Fact]
    public async Task A_mail_goes_out_in_one_group_with_the_parameters_offered()
    {
        await using var server = new ScriptedServer(ScriptedServer.Friendly);
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(eightBit: true, size: 20), Body, "b@ziel.example", "c@ziel.example");
        Assert.All(result.Recipients, outcome => Assert.Equal((TransportVerdict.Delivered, "2.0.0"), (outcome.Verdict, outcome.Status)));
        Assert.Equal($"127.0.0.1:{server.Port}", result.Host);
        Assert.Null(result.Tls);
        Assert.Equal(
            ["EHLO gw.acme.example", "MAIL FROM:<anna@acme.example> SIZE=20 BODY=8BITMIME", "RCPT TO:<b@ziel.example>", "RCPT TO:<c@ziel.example>", "DATA"],
            server.Commands);
        Assert.Equal(["Subject: x\r\n\r\n..dot\r\n"], server.Messages);
    }

    [Fact]
    public async Task Each_recipient_gets_what_was_said_to_it()
    {
        await using var server = new ScriptedServer(command => command switch
        {
            "RCPT TO:<gone@z.example>" => "550 5.1.1 no such user",
            "RCPT TO:<busy@z.example>" => "450 busy",
            "RCPT TO:<many@z.example>" => "552 too many",
            _ => ScriptedServer.Friendly(command),
        });
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), Body, "ok@z.example", "gone@z.example", "busy@z.example", "many@z.example", "bad\r\nRCPT TO:<evil@z.example>");
        Assert.Equal(
            ["Delivered 2.0.0", "Failed 5.1.1", "Deferred 4.0.0", "Deferred 4.5.3", "Failed 5.1.3"],
            result.Recipients.Select(outcome => $"{outcome.Verdict} {outcome.Status}"));
        Assert.Equal("550 5.1.1 no such user", result.Recipients[1].Reply);
        Assert.DoesNotContain(server.Commands, command => command.Contains("evil", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_all_are_refused_no_message_is_sent(bool pipelining)
    {
        await using var server = new ScriptedServer(command =>
            command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 no"
            : command.StartsWith("EHLO", StringComparison.Ordinal) && !pipelining ? "250 plain"
            : ScriptedServer.Friendly(command));
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), Body, "b@z.example");
        Assert.Equal((TransportVerdict.Failed, "5.0.0"), (result.Recipients[0].Verdict, result.Recipients[0].Status));
        Assert.Empty(server.Messages);
        Assert.Equal(pipelining, server.Commands.Contains("DATA"));
    }

    [Fact]
    public async Task A_server_without_EHLO_is_greeted_by_HELO()
    {
        await using var server = new ScriptedServer(command =>
            command.StartsWith("EHLO", StringComparison.Ordinal) ? "502 what" : ScriptedServer.Friendly(command));
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), Body, "b@z.example");
        Assert.Equal(TransportVerdict.Delivered, result.Recipients[0].Verdict);
        Assert.Equal(["EHLO gw.acme.example", "HELO gw.acme.example", "MAIL FROM:<anna@acme.example>", "RCPT TO:<b@z.example>", "DATA"], server.Commands);
    }

    [Theory]
    [InlineData("", "554 go away", "Deferred 4.3.0")]
    [InlineData("", "421 4.3.2 later", "Deferred 4.3.2")]
    [InlineData("", "HTTP/1.1 400 Bad Request", "Deferred 4.5.0")]
    [InlineData("", null, "Deferred 4.4.2")]
    [InlineData("EHLO", null, "Deferred 4.4.2")]
    [InlineData("MAIL", "550 5.7.1 not you", "Failed 5.7.1")]
    [InlineData("MAIL", "451 later", "Deferred 4.0.0")]
    [InlineData("MAIL", "250-a\r\n251 b", "Deferred 4.5.0")]
    [InlineData("RCPT", null, "Deferred 4.4.2")]
    [InlineData("DATA", "451 4.3.0 later", "Deferred 4.3.0")]
    [InlineData("DATA", "554 no", "Failed 5.0.0")]
    [InlineData("DATA", "250 what", "Deferred 4.5.0")]
    [InlineData(".", "552 5.3.4 too big", "Failed 5.3.4")]
    [InlineData(".", "452 4.3.1 full", "Deferred 4.3.1")]
    [InlineData(".", null, "Deferred 4.4.2")]
    public async Task Whatever_the_server_does_has_an_outcome(string at, string? reply, string outcome)
    {
        await using var server = new ScriptedServer(command =>
            command.Split(' ')[0] == at ? reply : ScriptedServer.Friendly(command));
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), Body, "b@z.example");
        Assert.Equal(outcome, $"{result.Recipients[0].Verdict} {result.Recipients[0].Status}");
    }

    [Fact]
    public async Task B18_a_reply_of_a_mebibyte_with_controls_is_cut_and_encoded()
    {
        await using var server = new ScriptedServer(command =>
            command == "." ? "550-\x1b[2Jbad\0\r\n550 " + new string('x', 1 << 20) : ScriptedServer.Friendly(command));
        await using var sender = new Sender();
        var outcome = (await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), Body, "b@z.example")).Recipients[0];
        Assert.Equal(TransportVerdict.Failed, outcome.Verdict);
        Assert.StartsWith("550 \\x1B[2Jbad\\x00 xxx", outcome.Reply, StringComparison.Ordinal);
        Assert.InRange(outcome.Reply.Length, 4000, 4096);
    }

    [Fact]
    public async Task A_reply_without_end_is_given_up()
    {
        var flood = string.Concat(Enumerable.Repeat("250-" + new string('y', 1000) + "\r\n", 6000));
        await using var server = new ScriptedServer(command => command.StartsWith("EHLO", StringComparison.Ordinal) ? flood + "250-" : ScriptedServer.Friendly(command));
        await using var sender = new Sender();
        var outcome = (await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), Body, "b@z.example")).Recipients[0];
        Assert.Equal((TransportVerdict.Deferred, "4.5.0"), (outcome.Verdict, outcome.Status));
    }

    [Fact]
    public async Task A_message_that_would_smuggle_is_never_ended()
    {
        await using var server = new ScriptedServer(ScriptedServer.Friendly);
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), "a\n.\r\nMAIL FROM:<evil@x.example>\r\n", "b@z.example");
        Assert.Equal((TransportVerdict.Failed, "5.6.0"), (result.Recipients[0].Verdict, result.Recipients[0].Status));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Nobody_there_is_no_exception()
    {
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(1), Sender.Mail(), Body, "b@z.example");
        Assert.Equal((TransportVerdict.Deferred, "4.4.1"), (result.Recipients[0].Verdict, result.Recipients[0].Status));
        Assert.Null(result.Host);
    }

    [Fact]
    public async Task Too_large_for_the_server_is_known_before_it_is_sent()
    {
        await using var server = new ScriptedServer(ScriptedServer.Friendly);
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(size: 1_000_001), new string('x', 1_000_001), "b@z.example");
        Assert.Equal((TransportVerdict.Failed, "5.3.4"), (result.Recipients[0].Verdict, result.Recipients[0].Status));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("!421 4.3.2 have had enough of you")]
    [InlineData("421 4.3.2 have had enough of you")]
    public async Task A_connection_is_used_again_and_a_dead_one_replaced(string? dying)
    {
        var (mails, dead) = (0, false);
        await using var server = new ScriptedServer(command =>
            command.StartsWith("MAIL", StringComparison.Ordinal) && mails == 2 && !dead && (dead = true) ? dying
            : command == "." && ++mails > 0 ? "250 ok"
            : ScriptedServer.Friendly(command));
        await using var sender = new Sender();
        for (var i = 0; i < 3; i++)
            Assert.Equal(TransportVerdict.Delivered, (await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), Body, "b@z.example")).Recipients[0].Verdict);
        Assert.Equal(2, server.Connections);
        Assert.Equal(3, server.Messages.Count);
    }

    [Fact]
    public async Task A_kept_connection_that_dies_behind_the_content_is_not_tried_again()
    {
        var mails = 0;
        await using var server = new ScriptedServer(command =>
            command == "." && ++mails == 2 ? null : ScriptedServer.Friendly(command));
        await using var sender = new Sender();
        await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), Body, "b@z.example");
        var second = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), Body, "b@z.example");
        Assert.Equal((TransportVerdict.Deferred, "4.4.2"), (second.Recipients[0].Verdict, second.Recipients[0].Status));
        Assert.Equal((1, 2), (server.Connections, server.Messages.Count));
    }

    [Fact]
    public async Task Several_hundred_recipients_go_out_in_groups()
    {
        await using var server = new ScriptedServer(ScriptedServer.Friendly);
        await using var sender = new Sender();
        var recipients = Enumerable.Range(0, 950).Select(i => $"u{i}@z.example").ToArray();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), Body, recipients);
        Assert.Equal(recipients, result.Recipients.Where(outcome => outcome.Verdict == TransportVerdict.Delivered).Select(outcome => outcome.Address));
    }

    [Fact]
    public async Task Domains_are_looked_up_and_tried_in_order()
    {
        await using var server = new ScriptedServer(ScriptedServer.Friendly);
        await using var sender = new Sender(dns: Domains());
        var hop = Sender.Hop(server.Port) with { Mx = true, Host = null };
        var result = await sender.SendAsync(hop, Sender.Mail(), Body, "a@ok.example", "b@null.example", "c@none.example", "d@dark.example", "e@[127.0.0.1]");
        Assert.Equal(
            ["Delivered 2.0.0", "Failed 5.1.10", "Failed 5.1.2", "Deferred 4.4.3", "Delivered 2.0.0"],
            result.Recipients.Select(outcome => $"{outcome.Verdict} {outcome.Status}"));
    }

    private static Zone Domains() => new()
    {
        Mx =
        {
            ["ok.example"] = DnsAnswer.Of<MxData>([new(20, "127.0.0.1"), new(10, "127.0.0.99")], isSecure: false),
            ["null.example"] = DnsAnswer.Of<MxData>([new(0, "")], isSecure: false),
            ["none.example"] = new DnsAnswer<MxData>(DnsFound.NoSuchName, [], IsSecure: false),
        },
    };
}
