using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Envelopes;
using MimeKit;

namespace Chancery.Engine.Tests.Deliver;

/// <summary>Who is told of what could not be delivered, and in what words (RFC 3464, language R22 and R36).</summary>
public sealed class ReportTests
{
    private const string Rejecting = "rules: [ { id: no, if: { all: [ { recipient.domain: refused.example }, { recipient.keys.smime: { in: [none] } } ] }, then: [ { reject: \"not to them\" } ] } ]";

    [Fact]
    public async Task A_report_names_every_recipient_that_failed_and_carries_no_content()
    {
        await using var house = await House.OpenAsync("rules: []");
        house.Hop.Answer = (_, to) => to.StartsWith("gone", StringComparison.Ordinal) ? (TransportVerdict.Failed, "550 5.1.1 no such user\r\nX-Evil: 1", "5.1.1") : null;

        await house.PassAsync(House.Anna, ["gone1@other.example", "here@other.example", "gone2@other.example"]);

        var report = Assert.Single(house.Hop.Taken, mail => mail.From.Length == 0);
        Assert.Equal([House.Anna], report.To);
        using var message = await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(report.Text)));
        var parts = Assert.IsType<MultipartReport>(message.Body);
        Assert.Equal("delivery-status", parts.ReportType);
        Assert.Equal(3, parts.Count);
        var status = Assert.IsType<MessageDeliveryStatus>(parts[1]).StatusGroups;
        Assert.Equal("dns; gw.acme.example", status[0]["Reporting-MTA"]);
        Assert.Equal(["rfc822; gone1@other.example", "rfc822; gone2@other.example"], status.Skip(1).Select(group => group["Final-Recipient"]));
        Assert.All(status.Skip(1), group => Assert.Equal(("failed", "5.1.1"), (group["Action"], group["Status"])));
        Assert.Equal("auto-replied", message.Headers["Auto-Submitted"]);
        Assert.Contains("nicht zugestellt", Assert.IsType<TextPart>(parts[0]).Text, StringComparison.Ordinal);
        Assert.Equal("text/rfc822-headers", parts[2].ContentType.MimeType);
        Assert.Contains("Message-ID: <1@acme.example>", report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret words", report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret words", Encoding.UTF8.GetString(Decoded(message)), StringComparison.Ordinal);
        Assert.DoesNotContain("\nX-Evil", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_fails_itself_makes_no_other()
    {
        await using var house = await House.OpenAsync("rules: []");
        house.Hop.Answer = (_, _) => (TransportVerdict.Failed, "550 5.7.1 no", "5.7.1");

        await house.PassAsync(House.Anna, ["gone@other.example"]);

        Assert.Equal([House.Anna, ""], house.Hop.Attempts.Select(attempt => attempt.From));
    }

    [Fact]
    public async Task The_sender_never_learns_of_a_copy_that_a_rule_makes()
    {
        await using var house = await House.OpenAsync("rules: [ { id: watch, then: [ { copy: archive@acme.example } ] } ]");
        house.Hop.Answer = (_, to) => to == "archive@acme.example" ? (TransportVerdict.Failed, "550 5.1.1 no such user", "5.1.1") : null;

        await house.PassAsync(House.Anna, ["b@other.example"]);

        Assert.DoesNotContain(house.Hop.Attempts, attempt => attempt.From.Length == 0);
        Assert.Equal(["b@other.example"], Assert.Single(house.Hop.Taken).To);
    }

    [Theory]
    [InlineData(House.Anna, SessionTrust.Internal, GroupState.Rejected, 1)]
    [InlineData(House.Anna, SessionTrust.Authenticated, GroupState.Rejected, 1)]
    [InlineData("", SessionTrust.Internal, GroupState.Quarantined, 0)]
    public async Task What_is_refused_late_is_reported_to_our_own_and_set_aside_for_the_null_sender(string from, SessionTrust trust, GroupState state, int reports)
    {
        await using var house = await House.OpenAsync(Rejecting);

        var record = await house.PassAsync(from, ["x@refused.example"], trust: trust);

        Assert.Equal(state, record.Groups[0].State);
        Assert.Equal(reports, house.Hop.Taken.Count);
        Assert.All(house.Hop.Taken, report => Assert.Contains("not to them", Encoding.UTF8.GetString(Decoded(MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(report.Text))))), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stranger_whose_mail_is_refused_late_is_not_answered()
    {
        await using var house = await House.OpenAsync("rules: [ { id: no, if: { recipient.keys.smime: { in: [none] } }, then: [ { reject: \"no\" } ] } ]");

        var record = await house.PassAsync("stranger@other.example", [House.Anna], trust: SessionTrust.Anonymous);

        Assert.Equal(GroupState.Quarantined, record.Groups[0].State);
        Assert.Empty(house.Hop.Attempts);
    }

    private static byte[] Decoded(MimeMessage message)
    {
        using var all = new MemoryStream();
        foreach (var part in message.BodyParts.OfType<MimePart>())
            part.Content?.DecodeTo(all);
        return all.ToArray();
    }
}
