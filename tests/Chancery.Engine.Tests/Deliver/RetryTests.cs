using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Support;

namespace Chancery.Engine.Tests.Deliver;

/// <summary>When a hand-over is tried again, and when it is given up.</summary>
public sealed class RetryTests
{
    private static readonly GatewaySettings Patient = House.Settings with
    {
        Delivery = new DeliverySettings { Retry = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)], Expire = TimeSpan.FromHours(1) },
    };

    [Fact]
    public async Task Pauses_follow_the_schedule_the_last_one_repeats_and_then_the_sender_is_told()
    {
        await using var house = await House.OpenAsync("rules: []", Patient);
        house.Hop.Answer = (_, to) => to == "slow@other.example" ? (TransportVerdict.Deferred, "451 4.7.1 greylisted", "4.7.1") : null;
        var start = house.Time.GetUtcNow();

        var record = await house.PassAsync(House.Anna, ["slow@other.example"]);
        await house.PassTimeAsync(TimeSpan.FromHours(2), TimeSpan.FromSeconds(30));

        Assert.Equal([0, 1, 6, 21, 36, 51, 66], house.Hop.Attempts.Where(a => a.From == House.Anna).Select(a => (int)(a.At - start).TotalMinutes));
        var report = Assert.Single(house.Hop.Taken);
        Assert.Equal([House.Anna], report.To);
        Assert.Contains("Status: 4.4.7", report.Text, StringComparison.Ordinal);
        Assert.Contains("greylisted", report.Text, StringComparison.Ordinal);
        var after = await house.RecordAsync(record.Message.Id);
        Assert.Equal((MessageState.Done, GroupState.Failed), (after.State, after.Groups[0].State));
    }

    [Fact]
    public async Task Who_has_the_message_does_not_get_it_again()
    {
        await using var house = await House.OpenAsync("rules: []", Patient);
        var fails = 2;
        house.Hop.Answer = (_, to) => to == "slow@other.example" && fails-- > 0 ? (TransportVerdict.Deferred, "451 4.3.0 later", "4.3.0") : null;

        var record = await house.PassAsync(House.Anna, ["quick@other.example", "slow@other.example"]);
        await house.PassTimeAsync(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30));

        Assert.Equal(["quick@other.example,slow@other.example", "slow@other.example", "slow@other.example"], house.Hop.Attempts.Select(a => string.Join(',', a.To)));
        Assert.Equal(GroupState.Delivered, (await house.RecordAsync(record.Message.Id)).Groups[0].State);
    }

    [Fact]
    public async Task An_administrator_may_ask_for_an_attempt_at_once()
    {
        await using var house = await House.OpenAsync("rules: []", Patient);
        var fails = 1;
        house.Hop.Answer = (_, _) => fails-- > 0 ? (TransportVerdict.Deferred, "421 4.3.2 down", "4.3.2") : null;
        var record = await house.PassAsync(House.Anna, ["b@other.example"]);
        await house.DrainAsync();
        Assert.Empty(house.Hop.Taken);

        Assert.True((await house.Queue.RetryAsync(record.Message.Id, "admin", default)).Done);
        await house.DrainAsync();

        Assert.Single(house.Hop.Taken);
    }

    [Fact]
    public async Task A_hop_that_is_missing_from_the_settings_costs_no_message()
    {
        await using var house = await House.OpenAsync("rules: []", Patient with { NextHops = new Dictionary<string, NextHop>() });

        var record = await house.PassAsync(House.Anna, ["b@other.example"]);

        var effect = Assert.Single(record.Effects);
        Assert.Equal(["b@other.example"], effect.Pending);
        Assert.Contains("`default` is not configured", effect.Recipients[0].Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_carry_no_more_recipients_than_the_limit()
    {
        await using var house = await House.OpenAsync("rules: []", House.Settings with { Limits = new Limits { RecipientsPerCopy = 2 } });

        await house.PassAsync(House.Anna, ["a@other.example", "b@other.example", "c@other.example"]);

        Assert.Equal([2, 1], house.Hop.Taken.Select(mail => mail.To.Count));
    }
}
