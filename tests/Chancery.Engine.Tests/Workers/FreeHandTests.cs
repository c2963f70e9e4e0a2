using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Tests.Support;
using Chancery.Engine.Workers;

namespace Chancery.Engine.Tests.Workers;

/// <summary>New work goes straight to a free hand, and older work is not kept waiting by it.</summary>
public sealed class FreeHandTests
{
    private const string Policy = "rules: [ { id: none, if: { recipient.domain: never.example }, then: [ { hold: { expires: 2d } } ] } ]";
    private const string Mail = "From: anna@acme.example\nTo: bob@partner.example\nSubject: Plan\nMessage-ID: <1@acme.example>\n\nWords.\n";

    [Fact]
    public async Task What_is_done_at_once_is_never_read_back_from_the_store()
    {
        await using var house = await House.OpenAsync(Policy);
        await house.WhileWorkingAsync(async () =>
        {
            // The first shows that the hands are there.
            await PassAsync(house);
            var before = house.Blobs.Opened;
            for (var i = 0; i < 5; i++)
                await PassAsync(house);
            Assert.Equal(before, house.Blobs.Opened);
        });
        Assert.Equal(6, house.Hop.Taken.Count);
        Assert.Empty(await house.Store.ClaimEffectsAsync(new Claim(house.Time.GetUtcNow().AddDays(1), TimeSpan.FromHours(1)), default));
    }

    [Fact]
    public async Task What_waits_in_the_store_is_claimed_while_new_work_comes_in()
    {
        await using var house = await House.OpenAsync(Policy);
        for (var i = 0; i < 100; i++)
            Assert.Equal(250, (await house.ReceiveAsync(House.Anna, ["bob@partner.example"], Mail)).Code);
        await house.WhileWorkingAsync(() => UntilAsync(() => Task.FromResult(house.Hop.Taken.Count == 100)));
    }

    [Fact]
    public void A_quarter_of_the_hands_and_of_a_lane_is_kept_for_what_waits()
    {
        var hands = new Hands(8);
        Assert.False(hands.TryTake("a", 100));
        hands.Open();
        Assert.Equal(3, Enumerable.Range(0, 8).Count(_ => hands.TryTake("a", 4)));
        Assert.Equal(3, Enumerable.Range(0, 8).Count(_ => hands.TryTake("b", 100)));
        Assert.Equal(2, hands.TakeForClaim());
        Assert.True(hands.AreBusy);
        Assert.Equal(2, hands.Leave("a"));
        hands.GiveBack(2);
        Assert.True(hands.TryTake("a", 4));
    }

    [Fact]
    public async Task The_end_waits_for_every_hand()
    {
        var hands = new Hands(4);
        hands.Open();
        Assert.True(hands.TryTake("", 100));
        var end = hands.CloseAsync();
        Assert.False(hands.TryTake("", 100));
        Assert.False(end.IsCompleted);
        hands.Leave("");
        await end;
    }

    private static async Task PassAsync(House house)
    {
        var reply = await house.ReceiveAsync(House.Anna, ["bob@partner.example"], Mail);
        var id = reply.Text.Split(' ')[^1];
        await UntilAsync(async () => (await house.RecordAsync(id)).State == MessageState.Done);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
            await Task.Delay(10, patience.Token);
    }
}
