using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Tests.Support;

namespace Chancery.Engine.Tests.Notices;

/// <summary>Who is never answered.</summary>
public sealed class SilenceTests
{
    private const string Holding = "rules: [ { id: approval, then: [ hold ] } ]";

    /// <summary>Encryption is demanded, and there is no key.</summary>
    private const string Failing = "rules: [ { id: safe, then: [ { protect: [smime] } ] } ]";

    [Theory]
    [InlineData(Holding)]
    [InlineData(Failing)]
    public async Task B14_a_null_sender_with_a_failing_rule_is_held_without_a_report(string policy)
    {
        await using var house = await House.OpenAsync(policy);

        var record = await house.PassAsync("", ["b@other.example"]);

        Assert.Equal(GroupState.Held, Assert.Single(record.Groups).State);
        Assert.DoesNotContain(house.Hop.Attempts, attempt => !attempt.To.SequenceEqual(["postmaster@acme.example"]));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Auto-Submitted: auto-generated (rejected)")]
    [InlineData("List-Id: <users.lists.example>")]
    [InlineData("List-Unsubscribe: <mailto:leave@lists.example>")]
    [InlineData("Precedence: bulk")]
    [InlineData("Precedence: list")]
    [InlineData("Precedence: junk")]
    [InlineData("X-Auto-Response-Suppress: All")]
    [InlineData("Return-Path: <>")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=b")]
    public async Task B35_what_a_machine_or_a_list_sent_gets_no_hold_notice(string field)
    {
        await using var house = await House.OpenAsync(Holding);

        var record = await house.PassAsync(House.Anna, ["b@other.example"], $"{field}\nFrom: anna@acme.example\nTo: b@other.example\nSubject: x\n\nHello.\n");

        Assert.Equal(GroupState.Held, record.Groups[0].State);
        Assert.Empty(house.Hop.Attempts);
    }

    [Theory]
    [InlineData("owner-users@acme.example", 0)]
    [InlineData("users-request@acme.example", 0)]
    [InlineData("users-bounces@acme.example", 0)]
    [InlineData("MAILER-DAEMON@acme.example", 0)]
    [InlineData(House.Anna, 1)]
    public async Task B35_addresses_of_machines_get_no_hold_notice(string from, int notices)
    {
        await using var house = await House.OpenAsync(Holding);

        await house.PassAsync(from, ["b@other.example"]);

        Assert.Equal(notices, house.Hop.Attempts.Count);
    }

    [Fact]
    public async Task B35_a_list_whose_mail_fails_is_told_at_its_reverse_path_and_nobody_else()
    {
        await using var house = await House.OpenAsync("rules: []");
        house.Hop.Answer = (mail, _) => mail.ReversePath.Length > 0 ? (TransportVerdict.Failed, "550 5.1.1 nobody", "5.1.1") : null;

        await house.PassAsync(
            "users-bounces@acme.example", ["gone@other.example"],
            "List-Id: <users.acme.example>\nPrecedence: list\nFrom: anna@acme.example\nReply-To: users@acme.example\nErrors-To: old@acme.example\nReturn-Receipt-To: r@acme.example\nTo: users@acme.example\n\nHello.\n");

        Assert.Equal(["users-bounces@acme.example"], Assert.Single(house.Hop.Taken).To);
    }
}
