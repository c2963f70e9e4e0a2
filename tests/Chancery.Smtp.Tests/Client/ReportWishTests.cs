using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Client;

/// <summary>What the sender asked of reports goes on to a server that knows DSN; else we learn that the report stays ours.</summary>
public sealed class ReportWishTests
{
    private const string Body = "Subject: x\r\n\r\nx\r\n";

    private static readonly DeliveryRequest Asked = new()
    {
        Return = ReturnContent.Headers,
        EnvelopeId = "a+b =c",
        Recipients = new Dictionary<string, RecipientRequest>(StringComparer.OrdinalIgnoreCase)
        {
            ["b@z.example"] = new(Notify.Success | Notify.Failure, "rfc822;Bert+x@old.example"),
            ["c@z.example"] = new(Notify.Never, "utf-8;jürgen@old.example"),
            ["d@z.example"] = new(Notify.Delay, null),
        },
    };

    [Fact]
    public async Task A_server_with_DSN_is_told_and_takes_over()
    {
        await using var server = new ScriptedServer(command =>
            command.StartsWith("EHLO", StringComparison.Ordinal) ? "250-friendly\r\n250 DSN" : ScriptedServer.Friendly(command));
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(request: Asked), Body, "b@z.example", "c@z.example", "d@z.example", "e@z.example");
        Assert.All(result.Recipients, outcome => Assert.Equal((TransportVerdict.Delivered, false), (outcome.Verdict, outcome.Relayed)));
        Assert.Equal(
            [
                "MAIL FROM:<anna@acme.example> RET=HDRS ENVID=a+2Bb+20+3Dc",
                "RCPT TO:<b@z.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Bert+2Bx@old.example",
                @"RCPT TO:<c@z.example> NOTIFY=NEVER ORCPT=utf-8;j\x{FC}rgen@old.example",
                "RCPT TO:<d@z.example> NOTIFY=DELAY",
                "RCPT TO:<e@z.example>",
            ],
            server.Commands.Where(command => command.Contains('<', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_without_DSN_hears_nothing_of_it_and_leaves_the_report_to_us()
    {
        await using var server = new ScriptedServer(ScriptedServer.Friendly);
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(request: Asked), Body, "b@z.example");
        Assert.True(result.Recipients[0].Relayed);
        Assert.DoesNotContain(server.Commands, command => command.Contains("NOTIFY", StringComparison.Ordinal) || command.Contains("RET=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("250-STARTTLS\r\n250 REQUIRETLS", "Delivered 2.0.0")]
    [InlineData("250 STARTTLS", "Failed 5.7.30")]
    [InlineData("250 REQUIRETLS", "Failed 5.7.30")]
    [InlineData("250 8BITMIME", "Failed 5.7.30")]
    public async Task REQUIRETLS_goes_to_servers_that_promise_it_under_verified_TLS_only(string offered, string expected)
    {
        await using var server = new ScriptedServer(command =>
            command.StartsWith("EHLO", StringComparison.Ordinal) ? "250-friendly\r\n" + offered
            : command == "STARTTLS" ? "220 go"
            : ScriptedServer.Friendly(command));
        await using var sender = new Sender(Sender.Options with { TrustedRoots = [TestCertificate.Instance.Root] });
        var result = await sender.SendAsync(Sender.Hop(server.Port, TlsMode.Opportunistic), Sender.Mail(request: new DeliveryRequest { RequireTls = true }), Body, "b@z.example");
        Assert.Equal(expected, $"{result.Recipients[0].Verdict} {result.Recipients[0].Status}");
        Assert.Equal(expected.StartsWith('D') ? ["MAIL FROM:<anna@acme.example> REQUIRETLS"] : [], server.Commands.Where(command => command.StartsWith("MAIL", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task REQUIRETLS_waits_where_the_certificate_is_not_to_be_trusted()
    {
        await using var server = new ScriptedServer(command =>
            command.StartsWith("EHLO", StringComparison.Ordinal) ? "250-friendly\r\n250-STARTTLS\r\n250 REQUIRETLS"
            : command == "STARTTLS" ? "220 go"
            : ScriptedServer.Friendly(command));
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(request: new DeliveryRequest { RequireTls = true }), Body, "b@z.example");
        Assert.Equal((TransportVerdict.Deferred, "4.7.10"), (result.Recipients[0].Verdict, result.Recipients[0].Status));
    }
}
