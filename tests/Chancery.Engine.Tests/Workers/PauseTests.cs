using Chancery.Engine.Ports;
using Chancery.Engine.Tests.Support;

namespace Chancery.Engine.Tests.Workers;

/// <summary>Orders to the queue as a whole.</summary>
public sealed class PauseTests
{
    private const string Policy = "rules: [ { id: none, if: { recipient.domain: never.example }, then: [ { hold: { expires: 2d } } ] } ]";

    [Fact]
    public async Task Mail_is_taken_on_but_not_handed_over_while_its_hop_is_paused()
    {
        await using var house = await House.OpenAsync(Policy);
        Assert.False((await house.Queue.PauseAsync("nosuch", "admin", default)).Done);
        Assert.True((await house.Queue.PauseAsync("default", "admin", default)).Done);

        await house.PassAsync(House.Anna, ["bob@partner.example"]);
        Assert.Empty(house.Hop.Attempts);
        Assert.True((await house.Queue.ResumeAsync("default", default)).Done);
        await house.DrainAsync();

        Assert.Single(house.Hop.Taken);
    }

    [Fact]
    public async Task Flushing_tries_at_once_what_is_deferred()
    {
        await using var house = await House.OpenAsync(Policy);
        house.Hop.Answer = (_, _) => (TransportVerdict.Deferred, "451 later", "4.7.1");
        await house.PassAsync(House.Anna, ["bob@partner.example"]);
        house.Hop.Answer = (_, _) => null;

        Assert.Equal("1 due now", (await house.Queue.FlushAsync(null, default)).Text);
        await house.DrainAsync();

        Assert.Single(house.Hop.Taken);
    }
}
