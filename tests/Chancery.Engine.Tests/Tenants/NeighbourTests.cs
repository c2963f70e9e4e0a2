using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Envelopes;
using Chancery.Policy;

namespace Chancery.Engine.Tests.Tenants;

/// <summary>Mail between two tenants of one installation (language, R21): outbound for the one, inbound for the other, and each by its own rules.</summary>
public sealed class NeighbourTests
{
    private const string Bert = "bert@beta.example";
    private const string OutboundOnly = "rules: [ { id: wrong, if: { direction: [inbound, internal] }, then: [ hold ] } ]";
    private const string InboundOnly = "rules: [ { id: wrong, if: { direction: [outbound, internal] }, then: [ hold ] } ]";

    [Fact]
    public async Task It_is_judged_by_both_and_arrives_once()
    {
        await using var house = await House.OpenAsync(("acme", OutboundOnly), ("beta", InboundOnly));

        await house.PassAsync(House.Anna, [Bert]);

        var arrived = Assert.Single(house.Hop.Taken);
        Assert.Equal([Bert], arrived.To);
        Assert.Equal(2, arrived.Text.Split("X-Chancery-Trace:").Length - 1);
        var records = await house.Store.FindAsync(new MessageQuery(), default);
        Assert.Equal(["acme", "beta"], records.Select(record => record.Message.Tenant.ToString()).Order(StringComparer.Ordinal));
        Assert.All(records, record => Assert.Equal(GroupState.Delivered, record.Groups[0].State));
        Assert.Equal(SessionTrust.Anonymous, records.Single(record => record.Message.Tenant == new TenantId("beta")).Message.Session.Trust);
    }

    [Fact]
    public async Task What_the_sender_s_rules_hold_the_other_tenant_never_sees()
    {
        await using var house = await House.OpenAsync(("acme", "rules: [ { id: out, if: { direction: outbound }, then: [ hold ] } ]"), ("beta", "rules: []"));

        var record = await house.PassAsync(House.Anna, [Bert]);

        Assert.Equal(GroupState.Held, record.Groups[0].State);
        Assert.Empty(await house.Store.FindAsync(new MessageQuery(new TenantId("beta")), default));
    }

    [Theory]
    [InlineData("rules: [ { id: no, if: { subject: { contains: Plan } }, then: [ { reject: \"no plans\" } ] } ]")]
    [InlineData("rules: [ { id: no, if: { sender.domain: acme.example }, then: [ { reject: \"no plans\" } ] } ]")]
    public async Task What_the_other_tenant_refuses_comes_back_as_a_report(string beta)
    {
        await using var house = await House.OpenAsync(("acme", "rules: []"), ("beta", beta));

        await house.PassAsync(House.Anna, [Bert]);

        var report = Assert.Single(house.Hop.Taken);
        Assert.Equal([House.Anna], report.To);
        Assert.Equal("5.7.1", (await ReadReport.OfAsync(report)).Fields[1]["Status"]);
    }

    [Fact]
    public async Task Each_recipient_gets_it_once_wherever_he_belongs()
    {
        await using var house = await House.OpenAsync(("acme", "rules: []"), ("beta", "rules: []"));

        await house.PassAsync(House.Anna, [Bert, "c@acme.example", "d@other.example"]);

        Assert.Equal([Bert, "c@acme.example", "d@other.example"], house.Hop.Taken.SelectMany(mail => mail.To).Order(StringComparer.Ordinal));
    }

    /// <summary>Notices of disposition and mail that is passed on have an envelope that tells nobody of ours.</summary>
    [Theory]
    [InlineData("", House.Anna, "d@other.example", 250)]
    [InlineData("outside@elsewhere.example", House.Anna, Bert, 250)]
    [InlineData("", "outside@elsewhere.example", Bert, 250)]
    [InlineData("", "outside@elsewhere.example", "d@other.example", 451)]
    public async Task Where_the_envelope_does_not_tell_whose_it_is_the_From_field_does(string envelope, string author, string to, int reply)
    {
        await using var house = await House.OpenAsync(("acme", OutboundOnly), ("beta", "rules: [ { id: wrong, if: { direction: outbound }, then: [ hold ] } ]"));

        var answer = await TryReceiveAsync(house, envelope, to, $"From: {author}\nTo: {to}\nSubject: x\n\nx\n");
        await house.DrainAsync();

        Assert.Equal(reply, answer);
        Assert.Equal(reply == 250 ? 1 : 0, house.Hop.Taken.Count);
    }

    private static async Task<int> TryReceiveAsync(House house, string from, string to, string mail)
    {
        try
        {
            return (await house.ReceiveAsync(from, [to], mail)).Code;
        }
        catch (Engine.Receive.ReceptionException refusal)
        {
            return refusal.Reply.Code;
        }
    }
}
