using Chancery.Engine.Messages;
using Chancery.Engine.Tests.Support;

namespace Chancery.Engine.Tests.Queue;

/// <summary>What becomes of held mail: released by the policy of the day, refused, or over its time.</summary>
public sealed class HoldTests
{
    private const string Approval = "rules: [ { id: approval, if: { recipient.domain: held.example }, then: [ { hold: { expires: 2d } } ] } ]";
    private const string Now = "rules: [ { id: mark, then: [ { header: { set: { name: X-New, value: \"1\" } } } ] } ]";

    [Fact]
    public async Task Release_judges_by_the_policy_in_force_then()
    {
        await using var house = await House.OpenAsync(Approval);
        var record = await house.PassAsync(House.Anna, ["x@held.example", "c@other.example"]);
        Assert.Single(house.Hop.Taken, mail => mail.From == House.Anna);

        Assert.False((await house.Queue.ReleaseAsync(record.Message.Id, "admin", default)).Done);
        house.Replace(Now);
        Assert.True((await house.Queue.ReleaseAsync(record.Message.Id, "admin", default)).Done);
        await house.DrainAsync();
        var again = await house.Queue.ReleaseAsync(record.Message.Id, "admin", default);

        Assert.False(again.Done);
        var released = Assert.Single(house.Hop.Taken, mail => mail.To.Contains("x@held.example"));
        Assert.Contains("X-New: 1", released.Text, StringComparison.Ordinal);
        Assert.Single(house.Hop.Taken, mail => mail.To.Contains("c@other.example"));
        Assert.Equal(MessageState.Done, (await house.RecordAsync(record.Message.Id)).State);
    }

    [Fact]
    public async Task A_release_may_end_in_a_refusal()
    {
        await using var house = await House.OpenAsync(Approval);
        var record = await house.PassAsync(House.Anna, ["x@held.example"]);
        house.Replace("rules: [ { id: no, then: [ { reject: \"never\" } ] } ]");

        await house.Queue.ReleaseAsync(record.Message.Id, "admin", default);
        await house.DrainAsync();

        Assert.DoesNotContain(house.Hop.Taken, mail => mail.To.Contains("x@held.example"));
        Assert.Contains((await house.RecordAsync(record.Message.Id)).Groups, group => group.State == GroupState.Rejected);
    }

    [Fact]
    public async Task A_hold_whose_time_is_over_is_refused_and_the_sender_is_told()
    {
        await using var house = await House.OpenAsync(Approval);
        var record = await house.PassAsync(House.Anna, ["x@held.example"]);
        house.Time.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        await house.DrainAsync();
        Assert.Equal(GroupState.Held, (await house.RecordAsync(record.Message.Id)).Groups[0].State);

        house.Time.Advance(TimeSpan.FromSeconds(2));
        await house.DrainAsync();

        Assert.Equal(GroupState.Rejected, (await house.RecordAsync(record.Message.Id)).Groups[0].State);
        Assert.Equal(2, house.Hop.Taken.Count);
        Assert.Contains("delivery-status", house.Hop.Taken[1].Text, StringComparison.Ordinal);
        Assert.False((await house.Queue.ReleaseAsync(record.Message.Id, "admin", default)).Done);
    }
}
