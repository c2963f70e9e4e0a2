using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Tests.Support;

namespace Chancery.Engine.Tests.Workers;

/// <summary>However the clock is set, mail goes on at once and each goes out once.</summary>
public sealed class ClockTests
{
    private const string Policy = "rules: [ { id: none, if: { recipient.domain: never.example }, then: [ { hold: { expires: 2d } } ] } ]";

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(87_660)]
    [InlineData(-17_500)]
    public async Task T5_a_clock_that_jumps_delays_nothing_and_loses_nothing(int hours)
    {
        await using var house = await House.OpenAsync(Policy);
        house.Hop.Answer = (_, _) => (TransportVerdict.Deferred, "451 later", "4.7.1");
        var deferred = await house.PassAsync(House.Anna, ["deferred@partner.example"]);
        house.Hop.Answer = (_, _) => null;
        var waiting = await house.ReceiveAsync(House.Anna, ["waiting@partner.example"], "Subject: x\n\nx\n");

        house.Time.Jump = TimeSpan.FromHours(hours);
        await house.ReceiveAsync(House.Anna, ["after@partner.example"], "Subject: x\n\nx\n");
        await house.PassTimeAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(5));
        Assert.Equal(["after@partner.example", "deferred@partner.example", "waiting@partner.example"], Delivered(house));

        house.Hop.Answer = (_, _) => (TransportVerdict.Deferred, "451 later", "4.7.1");
        await house.PassAsync(House.Anna, ["wrong@partner.example"]);
        house.Hop.Answer = (_, _) => null;
        house.Time.Jump = TimeSpan.Zero;
        await house.PassTimeAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(5));

        Assert.Equal(["after@partner.example", "deferred@partner.example", "waiting@partner.example", "wrong@partner.example"], Delivered(house));
        Assert.Equal(MessageState.Done, (await house.RecordAsync(deferred.Message.Id)).State);
        Assert.Equal(250, waiting.Code);
    }

    private static IEnumerable<string> Delivered(House house) => house.Hop.Taken.SelectMany(mail => mail.To).Order();
}
