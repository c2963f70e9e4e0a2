using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Support;

namespace Chancery.Engine.Tests.Receive;

/// <summary>Where a message could not be kept, its sender is told before it sends it; and mail comes in again by itself.</summary>
public sealed class BackPressureTests
{
    private const string Policy = "rules: [ { id: none, if: { recipient.domain: never.example }, then: [ { hold: { expires: 2d } } ] } ]";

    private static readonly GatewaySettings Settings = House.Settings with { Limits = new Limits { Message = 1_000_000, FreeDisk = 5_000_000, Backlog = 3 } };

    [Theory]
    [InlineData(6_500_000, null, true)]
    [InlineData(6_499_999, null, false)]
    [InlineData(5_000_150, 100L, true)]
    [InlineData(5_000_149, 100L, false)]
    public async Task B16_a_message_that_would_fill_the_disk_is_put_off_at_MAIL_FROM(long free, long? size, bool welcome)
    {
        await using var house = await House.OpenAsync(Policy, Settings);
        house.FreeDisk = free;

        var reply = await house.CheckSenderAsync(House.Anna, size);

        Assert.Equal(welcome, reply is null);
        if (!welcome)
            Assert.Equal((452, "4.3.1"), (reply!.Code, reply.Enhanced));
    }

    [Fact]
    public async Task Mail_comes_in_again_by_itself_when_there_is_space()
    {
        await using var house = await House.OpenAsync(Policy, Settings);
        house.FreeDisk = 0;
        Assert.NotNull(await house.CheckSenderAsync(House.Anna, 10));
        house.FreeDisk = 100_000_000;
        Assert.NotNull(await house.CheckSenderAsync(House.Anna, 10));

        house.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await house.CheckSenderAsync(House.Anna, 10));
    }

    [Fact]
    public async Task A_backlog_over_the_limit_puts_mail_off_until_it_is_worked_off()
    {
        await using var house = await House.OpenAsync(Policy, Settings);
        for (var i = 0; i < 4; i++)
        {
            Assert.Null(await house.CheckSenderAsync(House.Anna, 10));
            Assert.Equal(250, (await house.ReceiveAsync(House.Anna, ["bob@partner.example"], "Subject: x\n\nx\n")).Code);
            house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(452, (await house.CheckSenderAsync(House.Anna, 10))!.Code);
        await house.DrainAsync();
        house.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await house.CheckSenderAsync(House.Anna, 10));
    }

    [Fact]
    public async Task A_message_announced_over_the_limit_is_refused_for_good_whatever_space_there_is()
    {
        await using var house = await House.OpenAsync(Policy, Settings);
        house.FreeDisk = 0;

        Assert.Equal(552, (await house.CheckSenderAsync(House.Anna, 1_000_001))!.Code);
    }
}
