using Chancery.Engine.Ports;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Tests.Notices;

/// <summary>Failure reports as RFC 3461 and RFC 3464 have them, read by Python's parser.</summary>
public sealed class FailureReportTests
{
    private const string Gone = "gone@other.example";
    private const string Mail = "From: anna@acme.example\nTo: gone@other.example\nSubject: Plan\nMessage-ID: <1@acme.example>\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nBcc: hidden@other.example\n\nSecret words.\n";

    [Fact]
    public async Task What_the_client_said_of_the_message_and_its_recipients_comes_back()
    {
        var request = new DeliveryRequest
        {
            EnvelopeId = "QQ314159 +x",
            Recipients = new Dictionary<string, RecipientRequest>(StringComparer.OrdinalIgnoreCase) { [Gone] = new(Notify.Failure, "rfc822;Old+Name@other.example") },
        };

        var report = await ReportOfAsync(House.Anna, SessionTrust.Internal, request);

        Assert.Equal(("multipart/report", "delivery-status", "anna@acme.example", "auto-replied"), (report.Type, report.ReportType, report.To, report.AutoSubmitted));
        Assert.Equal(["text/plain", "message/delivery-status", "text/rfc822-headers"], report.Parts);
        Assert.Empty(report.Defects);
        Assert.Equal("dns; gw.acme.example", report.Fields[0]["Reporting-MTA"]);
        Assert.Equal("QQ314159 +x", report.Fields[0]["Original-Envelope-Id"]);
        Assert.Equal("rfc822; Old+Name@other.example", report.Fields[1]["Original-Recipient"]);
        Assert.Equal("rfc822; gone@other.example", report.Fields[1]["Final-Recipient"]);
        Assert.Equal(("failed", "5.1.1"), (report.Fields[1]["Action"], report.Fields[1]["Status"]));
        Assert.Equal("dns; 192.0.2.25", report.Fields[1]["Remote-MTA"]);
        Assert.Equal("smtp; 550 5.1.1 no such user", report.Fields[1]["Diagnostic-Code"]);
        Assert.Contains("could not be delivered", report.Words, StringComparison.Ordinal);
        Assert.Contains("nicht zugestellt werden", report.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Notify.Failure, 1)]
    [InlineData(Notify.Failure | Notify.Success, 1)]
    [InlineData(Notify.Success, 0)]
    [InlineData(Notify.Delay, 0)]
    [InlineData(Notify.Never, 0)]
    [InlineData(null, 1)]
    public async Task Failures_are_told_as_NOTIFY_says(Notify? notify, int reports)
    {
        await using var house = await FailingAsync();

        await house.PassAsync(House.Anna, [Gone], request: AskedFor(notify));

        Assert.Equal(reports, house.Hop.Taken.Count);
    }

    /// <summary>Our own sender gets back what it sent, the way it came; nobody outside does.</summary>
    [Theory]
    [InlineData("rules: []", House.Anna, SessionTrust.Internal, ReturnContent.Full, "message/rfc822")]
    [InlineData("rules: []", House.Anna, SessionTrust.Internal, ReturnContent.Headers, "text/rfc822-headers")]
    [InlineData("rules: []", House.Anna, SessionTrust.Internal, null, "text/rfc822-headers")]
    [InlineData(Protecting, House.Anna, SessionTrust.Internal, ReturnContent.Full, "message/rfc822")]
    [InlineData("rules: []", "else@elsewhere.example", SessionTrust.Internal, ReturnContent.Full, "text/rfc822-headers")]
    [InlineData(Protecting, "else@elsewhere.example", SessionTrust.Internal, ReturnContent.Full, "identity")]
    [InlineData("rules: []", "else@elsewhere.example", SessionTrust.Anonymous, ReturnContent.Full, "text/rfc822-headers")]
    public async Task RET_is_honoured_towards_our_own_senders(string policy, string from, SessionTrust trust, ReturnContent? ret, string returned)
    {
        var report = await ReportOfAsync(from, trust, new DeliveryRequest { Return = ret }, policy);

        Assert.Equal(returned == "identity" ? "text/rfc822-headers" : returned, report.Parts[2]);
        Assert.Equal(returned == "message/rfc822", report.Returned.Contains("Secret words.", StringComparison.Ordinal));
        Assert.Equal(returned != "identity", report.Returned.Contains("Subject: Plan", StringComparison.Ordinal));
        Assert.Contains("Message-ID: <1@acme.example>", report.Returned, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden@", report.Returned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_asks_for_verified_TLS_comes_back_by_its_name_only()
    {
        var report = await ReportOfAsync(House.Anna, SessionTrust.Internal, new DeliveryRequest { Return = ReturnContent.Full, RequireTls = true });

        Assert.DoesNotContain("Plan", report.Returned, StringComparison.Ordinal);
        Assert.Contains("<1@acme.example>", report.Returned, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(900_000, "message/rfc822")]
    [InlineData(1_100_000, "text/rfc822-headers")]
    public async Task A_whole_message_comes_back_up_to_a_size(int octets, string type)
    {
        var lines = string.Concat(Enumerable.Repeat(new string('x', 98) + "\n", octets / 100));

        var report = await ReportOfAsync(House.Anna, SessionTrust.Internal, new DeliveryRequest { Return = ReturnContent.Full }, mail: Mail + lines);

        Assert.Equal(type, report.Parts[2]);
    }

    [Fact]
    public async Task Eight_bit_content_comes_back_unchanged_and_declared()
    {
        await using var house = await FailingAsync();
        await house.PassAsync(House.Anna, [Gone], Mail + "Grüße\n", request: new DeliveryRequest { Return = ReturnContent.Full });

        var notice = Assert.Single(house.Hop.Taken);
        Assert.True(notice.EightBit);
        Assert.Contains("Grüße", (await ReadReport.OfAsync(notice)).Returned, StringComparison.Ordinal);
    }

    /// <summary>RFC 6533.</summary>
    [Fact]
    public async Task Addresses_beyond_ASCII_are_written_as_their_reader_can_take_them()
    {
        const string bücher = "bücher@other.example";
        await using var house = await FailingAsync();
        var request = new DeliveryRequest { Recipients = new Dictionary<string, RecipientRequest>(StringComparer.OrdinalIgnoreCase) { [bücher] = new(null, "utf-8;früher@other.example") } };
        await house.PassAsync(House.Anna, [bücher], request: request);
        await house.PassAsync("jürgen@acme.example", [bücher], request: request);

        var plain = await ReadReport.OfAsync(house.Hop.Taken[0]);
        Assert.All(house.Hop.Taken[0].Text, c => Assert.True(char.IsAscii(c)));
        Assert.Equal("utf-8; b\\x{FC}cher@other.example", plain.Fields[1]["Final-Recipient"]);
        Assert.Equal("utf-8; fr\\x{FC}her@other.example", plain.Fields[1]["Original-Recipient"]);
        Assert.Contains(bücher, plain.Words, StringComparison.Ordinal);

        var international = await ReadReport.OfAsync(house.Hop.Taken[1]);
        Assert.True(house.Hop.Taken[1].SmtpUtf8);
        Assert.Equal("jürgen@acme.example", international.To);
        Assert.Equal(["text/plain", "message/global-delivery-status", "message/global-headers"], international.Parts);
        Assert.Equal("global-delivery-status", international.ReportType);
        Assert.Equal("utf-8; bücher@other.example", international.Fields[1]["Final-Recipient"]);
    }

    /// <summary>What fails at the same hop in the same attempt is one report (RFC 3464 section 2): several blocks, one mail.</summary>
    [Fact]
    public async Task Recipients_that_fail_together_are_told_of_together()
    {
        await using var house = await House.OpenAsync("rules: [ { id: sign, if: { recipient.domain: signed.example }, then: [ { sign: { with: smime, level: preferred } } ] } ]");
        house.Hop.Answer = (mail, to) => mail.ReversePath.Length > 0 && to.StartsWith("gone", StringComparison.Ordinal) ? (TransportVerdict.Failed, $"550 5.1.1 no {to}", "5.1.1") : null;

        await house.PassAsync(House.Anna, ["gone1@other.example", "there@other.example", "gone2@other.example", "gone3@third.example"]);

        var report = await ReadReport.OfAsync(house.Hop.Taken.Single(mail => mail.From.Length == 0));
        Assert.Equal(
            ["rfc822; gone1@other.example", "rfc822; gone2@other.example", "rfc822; gone3@third.example"], report.Fields.Skip(1).Select(fields => fields["Final-Recipient"]));
        Assert.All(report.Fields.Skip(1), fields => Assert.Equal(("failed", $"smtp; 550 5.1.1 no {fields["Final-Recipient"][8..]}"), (fields["Action"], fields["Diagnostic-Code"])));
    }

    private const string Protecting = "rules: [ { id: safe, then: [ { protect: [tls] } ] } ]";

    private static DeliveryRequest AskedFor(Notify? notify) => new()
    {
        Recipients = new Dictionary<string, RecipientRequest>(StringComparer.OrdinalIgnoreCase) { [Gone] = new(notify, null) },
    };

    private static async Task<House> FailingAsync(string policy = "rules: []")
    {
        var house = await House.OpenAsync(policy, House.Settings with
        {
            NextHops = new Dictionary<string, Settings.NextHop> { ["default"] = new("default", "192.0.2.25", 25, false, Settings.TlsMode.None, ["other.example"]) },
        });
        house.Hop.Answer = (mail, _) => mail.ReversePath.Length > 0 ? (TransportVerdict.Failed, "550 5.1.1 no such user", "5.1.1") : null;
        return house;
    }

    private static async Task<ReadReport> ReportOfAsync(string from, SessionTrust trust, DeliveryRequest request, string policy = "rules: []", string mail = Mail)
    {
        await using var house = await FailingAsync(policy);
        await house.PassAsync(from, [trust == SessionTrust.Anonymous ? House.Anna : Gone], mail, trust, request);
        return await ReadReport.OfAsync(Assert.Single(house.Hop.Taken));
    }
}
