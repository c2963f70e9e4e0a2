using System.Text.RegularExpressions;
using Chancery.Engine.Messages;
using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Tests.Receive;

/// <summary>From the final dot to the outbox, and what is not let in.</summary>
public sealed class ReceptionTests
{
    private const string Mail = "From: anna@acme.example\nTo: b@other.example\nSubject: x\n\nHello.\n";

    [Fact]
    public async Task What_was_answered_with_250_is_stored_before_anybody_works_on_it()
    {
        await using var house = await House.OpenAsync("rules: []");

        var reply = await house.ReceiveAsync(House.Anna, ["b@other.example"], Mail);

        Assert.Equal((250, "2.0.0"), (reply.Code, reply.Enhanced));
        var record = await house.RecordAsync(reply.Text.Split(' ')[^1]);
        Assert.Equal(MessageState.Received, record.State);
        Assert.Equal("received", Assert.Single(record.Events).Event.Kind);
        await house.DrainAsync();
        Assert.EndsWith(Mail.ReplaceLineEndings("\r\n"), Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
        Assert.Equal(["received", "decided", "delivered"], (await house.RecordAsync(record.Message.Id)).Events.Select(entry => entry.Event.Kind));
    }

    [Fact]
    public async Task A_mail_that_came_back_too_often_is_refused_and_nobody_else_can_feign_it()
    {
        await using var house = await House.OpenAsync("rules: []");
        var mail = Mail.ReplaceLineEndings("\r\n");
        for (var passage = 0; passage < 4; passage++)
        {
            await house.PassAsync(House.Anna, ["b@other.example"], mail);
            mail = house.Hop.Taken[^1].Text;
        }

        var looping = await house.ReceiveAsync(House.Anna, ["b@other.example"], mail);
        var feigned = await house.ReceiveAsync(House.Anna, ["b@other.example"], Regex.Replace(mail, "(?<=s=)[0-9a-f]{4}", "dead"));

        Assert.Equal((554, "5.4.6"), (looping.Code, looping.Enhanced));
        Assert.Equal(250, feigned.Code);
    }

    [Fact]
    public async Task B15_fifty_hops_are_enough()
    {
        await using var house = await House.OpenAsync("rules: []");
        string Hops(int count) => string.Concat(Enumerable.Repeat("Received: from a by b; Mon, 2 Mar 2026 10:00:00 +0100\n", count)) + Mail;

        Assert.Equal(250, (await house.ReceiveAsync(House.Anna, ["b@other.example"], Hops(50))).Code);
        Assert.Equal(554, (await house.ReceiveAsync(House.Anna, ["b@other.example"], Hops(51))).Code);
    }

    [Theory]
    [InlineData(SessionTrust.Anonymous, "b@other.example", "554 5.7.1")]
    [InlineData(SessionTrust.Anonymous, House.Anna, null)]
    [InlineData(SessionTrust.Anonymous, "postmaster", null)]
    [InlineData(SessionTrust.Authenticated, "b@other.example", null)]
    [InlineData(SessionTrust.Internal, "b@other.example", null)]
    public async Task B9_only_known_sessions_relay(SessionTrust trust, string to, string? refusal)
    {
        await using var house = await House.OpenAsync("rules: []");

        var reply = await house.ReceiveAsync("someone@else.example", [to], Mail, trust);

        Assert.StartsWith(refusal ?? "250 2.0.0", reply.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_or_refused_leaves_nothing_behind()
    {
        await using var house = await House.OpenAsync("rules: [ { id: no, if: { subject: { contains: x } }, then: [ { reject: \"no x\" } ] } ]", House.Settings with { Limits = new Limits { Message = 1000 } });

        await Assert.ThrowsAsync<Engine.Receive.ReceptionException>(() => house.ReceiveAsync(House.Anna, ["b@other.example"], Mail + new string('y', 1000)));
        var refused = await house.ReceiveAsync(House.Anna, ["b@other.example"], Mail);

        Assert.Equal(550, refused.Code);
        Assert.StartsWith("no x (", refused.Text, StringComparison.Ordinal);
        Assert.Empty(await house.Store.FindAsync(new Engine.Ports.MessageQuery(), default));
    }

    [Fact]
    public async Task B31_control_fields_of_a_stranger_and_results_in_our_name_are_stripped()
    {
        await using var house = await House.OpenAsync("rules: []");
        const string controls = "X-Chancery-Action: portal\nAuthentication-Results: gw.acme.example; dkim=pass\nAuthentication-Results: mx.other.example; dkim=pass\n";

        await house.PassAsync("stranger@other.example", [House.Anna], controls + Mail, SessionTrust.Anonymous);

        var text = house.Hop.Taken[0].Text;
        Assert.DoesNotContain("X-Chancery-Action", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Authentication-Results: gw.acme.example", text, StringComparison.Ordinal);
        Assert.Contains("Authentication-Results: mx.other.example; dkim=pass\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules: [ { id: no, if: { recipient.domain: other.example }, then: [ { reject: \"not there\" } ] }, { id: late, if: { subject: { contains: x } }, then: [ { hold: {} } ] } ]", "550 5.7.1 not there")]
    [InlineData("rules: [ { id: no, if: { recipient.domain: other.example, subject: { contains: x } }, then: [ { reject: \"not there\" } ] } ]", null)]
    [InlineData("rules: [ { id: no, if: { recipient.domain: other.example, recipients.count: \"< 2\" }, then: [ { reject: \"not there\" } ] } ]", null)]
    public async Task What_is_surely_rejected_is_refused_at_RCPT(string policy, string? refusal)
    {
        await using var house = await House.OpenAsync(policy);
        Assert.Equal(refusal, (await house.AskAsync(House.Anna, "b@other.example"))?.ToString());
        Assert.Null(await house.AskAsync(House.Anna, "b@third.example"));
    }

    [Theory]
    [InlineData("SMTP", null, null, "SMTP")]
    [InlineData("ESMTP", null, null, "ESMTP")]
    [InlineData("ESMTP", "TLS1.3", null, "ESMTPS")]
    [InlineData("ESMTP", "TLS1.3", "anna", "ESMTPSA")]
    [InlineData("LMTP", null, "anna", "LMTPA")]
    [InlineData("UTF8SMTP", "TLS1.3", "anna", "UTF8SMTPSA")]
    [InlineData("UTF8LMTP", "TLS1.3", null, "UTF8LMTPS")]
    public void The_Received_field_says_how_it_came(string protocol, string? tls, string? user, string with)
    {
        var session = new Session("127.0.0.1:25", "192.0.2.7", "client.example", tls, SessionTrust.Anonymous, user, null) { Protocol = protocol };
        var message = new SpooledMessage(
            Policy.TenantId.Default, "01ABC", new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), session, new Envelope("a@x.example", ["b@y.example"]),
            new BlobRef("b", 1, new string('0', 64)), null, null);
        Assert.Contains($" with {with} id 01ABC;", Engine.Receive.ReceivedHeader.LineFor(message, "gw.acme.example"), StringComparison.Ordinal);
    }
}
