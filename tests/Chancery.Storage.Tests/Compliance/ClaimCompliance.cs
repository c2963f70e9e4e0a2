using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;
using static Chancery.Storage.Tests.Support.Mails;

namespace Chancery.Storage.Tests.Compliance;

/// <summary>Who gets which work, and what is known of work that nobody ends.</summary>
public abstract class ClaimCompliance : RegisterCompliance
{
    private static readonly TenantId Third = new("third");

    [Fact]
    public async Task A_claim_gives_out_no_more_than_asked_for_and_nothing_twice()
    {
        for (var i = 0; i < 10; i++)
            await AcceptAsync($"M{i}");

        var first = await Mail.ClaimMessagesAsync(new Claim(Now, Lease, 7), default);
        var second = await Mail.ClaimMessagesAsync(new Claim(Now, Lease, 7), default);

        Assert.Equal((7, 3), (first.Count, second.Count));
        Assert.Equal(10, first.Concat(second).Select(claimed => claimed.Work.Id).Distinct().Count());
        Assert.All(first, claimed => Assert.Equal(1, claimed.Times));
    }

    [Fact]
    public async Task A_tenant_with_much_mail_does_not_delay_the_one_mail_of_another()
    {
        for (var i = 0; i < 50; i++)
            await AcceptAsync($"M{i}");
        await AcceptAsync("O1", Other);
        await AcceptAsync("T1", Third);

        var one = new List<string>();
        for (var i = 0; i < 3; i++)
            one.Add((await Mail.ClaimMessageAsync(Now, Lease, default))!.Tenant.ToString());
        Assert.Equal(["default", "other", "third"], one.Order());

        await AcceptAsync("O2", Other);
        var batch = await Mail.ClaimMessagesAsync(new Claim(Now, Lease, 8), default);
        Assert.Equal(8, batch.Count);
        Assert.Single(batch, claimed => claimed.Work.Id == "O2");
    }

    [Fact]
    public async Task A_next_hop_with_much_mail_does_not_delay_the_one_mail_for_another()
    {
        for (var i = 0; i < 50; i++)
            await ToHopAsync($"M{i}", "slow");
        await ToHopAsync("F1", "fast");

        var batch = await Mail.ClaimEffectsAsync(new Claim(Now, Lease, 4), default);

        Assert.Equal(4, batch.Count);
        Assert.Single(batch, claimed => claimed.Work.Effect.Mail.NextHop == "fast");
    }

    [Fact]
    public async Task A_next_hop_never_has_more_copies_in_work_than_allowed()
    {
        for (var i = 0; i < 10; i++)
            await ToHopAsync($"M{i}", "slow");
        await ToHopAsync("F1", "fast");
        var claim = new Claim(Now, Lease, 20) { PerHop = 3 };

        var first = await Mail.ClaimEffectsAsync(claim, default);
        Assert.Equal(["fast", "slow", "slow", "slow"], first.Select(claimed => claimed.Work.Effect.Mail.NextHop).Order());
        Assert.Empty(await Mail.ClaimEffectsAsync(claim, default));

        var done = first.First(claimed => claimed.Work.Effect.Mail.NextHop == "slow").Work.Effect;
        await Mail.RecordAttemptAsync(Attempt(done, null, Delivered("bob@partner.de")), default);
        Assert.Single(await Mail.ClaimEffectsAsync(claim, default));
    }

    [Fact]
    public async Task New_mail_goes_before_what_is_tried_again_but_not_for_ever()
    {
        var again = await DeliveringAsync("M1", "bob@partner.de");
        await Mail.ClaimEffectAsync(Now, Lease, default);
        await Mail.RecordAttemptAsync(Attempt(again, Now, Deferred("bob@partner.de")), default);
        var fresh = await DeliveringAsync("M2", "bob@partner.de");

        Assert.Equal(fresh.Id, (await Mail.ClaimEffectAsync(Now, TimeSpan.FromMinutes(11), default))!.Effect.Id);
        Assert.Equal(again.Id, (await Mail.ClaimEffectAsync(Now.AddMinutes(11), Lease, default))!.Effect.Id);
    }

    [Fact]
    public async Task Work_counts_how_often_it_was_begun_without_an_outcome_over_restarts_too()
    {
        await AcceptAsync("M1");
        await DeliveringAsync("M2", "bob@partner.de");
        for (var times = 1; times <= 3; times++)
        {
            var claim = new Claim(Now.AddMinutes(times - 1), Lease);
            Assert.Equal(times, Assert.Single(await Mail.ClaimMessagesAsync(claim, default)).Times);
            Assert.Equal(times, Assert.Single(await Mail.ClaimEffectsAsync(claim, default)).Times);
            await Store.ReopenAsync();
            await Mail.ReclaimAsync(default);
        }

        // A lease that runs out counts as a death as well.
        Assert.Equal(4, Assert.Single(await Mail.ClaimMessagesAsync(new Claim(Now.AddMinutes(3), Lease), default)).Times);
        Assert.Equal(5, Assert.Single(await Mail.ClaimMessagesAsync(new Claim(Now.AddMinutes(3) + Lease, Lease), default)).Times);
    }

    [Fact]
    public async Task What_was_in_work_at_two_deaths_lets_other_mail_go_first()
    {
        await AcceptAsync("M1");
        for (var deaths = 0; deaths < 2; deaths++)
        {
            Assert.Equal("M1", (await Mail.ClaimMessageAsync(Now, Lease, default))!.Id);
            await Mail.ReclaimAsync(default);
        }

        await AcceptAsync("M2");

        Assert.Equal("M2", Assert.Single(await Mail.ClaimMessagesAsync(new Claim(Now, Lease, 10), default)).Work.Id);
        Assert.Equal("M1", (await Mail.ClaimMessageAsync(Now.AddSeconds(15), Lease, default))!.Id);
    }

    [Fact]
    public async Task An_outcome_or_an_orderly_end_sets_the_count_back()
    {
        await AcceptAsync("M1");
        var effect = await DeliveringAsync("M2", "bob@partner.de");
        await Mail.ClaimMessagesAsync(new Claim(Now, Lease), default);
        await Mail.ClaimEffectsAsync(new Claim(Now, Lease), default);
        await Mail.GiveBackAsync(default);
        Assert.Equal(1, Assert.Single(await Mail.ClaimMessagesAsync(new Claim(Now, Lease), default)).Times);
        Assert.Equal(1, Assert.Single(await Mail.ClaimEffectsAsync(new Claim(Now, Lease), default)).Times);

        await Mail.PostponeMessageAsync(TenantId.Default, "M1", Now, "waits", [], default);
        await Mail.RecordAttemptAsync(Attempt(effect, Now, Deferred("bob@partner.de")), default);
        Assert.Equal(1, Assert.Single(await Mail.ClaimMessagesAsync(new Claim(Now, Lease), default)).Times);
        Assert.Equal(1, Assert.Single(await Mail.ClaimEffectsAsync(new Claim(Now, Lease), default)).Times);
    }

    [Fact]
    public async Task A_message_can_be_in_work_from_the_begin_and_is_lost_with_no_death()
    {
        var blob = await BlobAsync(Store.Blobs, TenantId.Default, "x");
        await Mail.AcceptAsync(Message(TenantId.Default, "M1", blob.Blob), blob, [Event(TenantId.Default, "M1")], Lease, default);

        Assert.Empty(await Mail.ClaimMessagesAsync(new Claim(Now, Lease), default));
        await Mail.GiveBackAsync(default);
        Assert.Equal(1, Assert.Single(await Mail.ClaimMessagesAsync(new Claim(Now, Lease), default)).Times);
        await Store.ReopenAsync();
        await Mail.ReclaimAsync(default);
        Assert.Equal(2, Assert.Single(await Mail.ClaimMessagesAsync(new Claim(Now, Lease), default)).Times);
    }

    [Fact]
    public async Task New_copies_can_be_in_work_from_the_begin_but_not_for_a_paused_hop_nor_before_what_they_require()
    {
        await Mail.PauseAsync(new Pause("paused", Now, "admin"), default);
        var message = await AcceptAsync("M1");
        var first = Effect(message, 1, 1, ["bob@partner.de"]);
        var second = Effect(message, 1, 2, ["carol@partner.de"], "smtp", first.Id);
        var third = Effect(message, 1, 3, ["dave@partner.de"]);
        third = third with { Mail = third.Mail with { NextHop = "paused" } };
        var wanted = new EffectsInHand(Lease, [first.Id, second.Id, third.Id]);

        var inHand = await Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Delivering, "bob@partner.de")], first, second, third), wanted, default);

        var status = Assert.Single(inHand!);
        Assert.Equal((first.Id, 0), (status.Effect.Id, status.Attempts));
        Assert.Equal(["bob@partner.de"], status.Pending);
        Assert.Empty(await Mail.ClaimEffectsAsync(new Claim(Now, Lease, 9), default));
        Assert.True(await Mail.RecordAttemptAsync(Attempt(first, null, Delivered("bob@partner.de")), default));
        Assert.Equal(second.Id, Assert.Single(await Mail.ClaimEffectsAsync(new Claim(Now, Lease, 9), default)).Work.Effect.Id);
        Assert.Null(await Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Delivering, "bob@partner.de")], first), wanted, default));
    }

    [Fact]
    public async Task Nothing_is_handed_over_to_a_paused_hop_until_it_is_resumed()
    {
        await ToHopAsync("M1", "partner");
        await ToHopAsync("M2", "default");
        Assert.True(await Mail.PauseAsync(new Pause("partner", Now, "admin"), default));
        Assert.False(await Mail.PauseAsync(new Pause("partner", Now, "somebody else"), default));

        await Store.ReopenAsync();

        Assert.Equal([new Pause("partner", Now, "admin")], await Mail.PausesAsync(default));
        Assert.Equal("M2", Assert.Single(await Mail.ClaimEffectsAsync(new Claim(Now, Lease, 10), default)).Work.Effect.MessageId);
        await Mail.PauseAsync(new Pause(null, Now, "admin"), default);
        Assert.True(await Mail.ResumeAsync("partner", default));
        Assert.Empty(await Mail.ClaimEffectsAsync(new Claim(Now, Lease, 10), default));
        Assert.Null(await Mail.NextDueAsync(default));
        Assert.True(await Mail.ResumeAsync(null, default));
        Assert.False(await Mail.ResumeAsync(null, default));
        Assert.Equal("M1", Assert.Single(await Mail.ClaimEffectsAsync(new Claim(Now, Lease, 10), default)).Work.Effect.MessageId);
    }

    [Fact]
    public async Task Flushing_makes_due_what_is_deferred_for_that_hop_alone()
    {
        foreach (var (id, hop) in new[] { ("M1", "partner"), ("M2", "default") })
        {
            var effect = await ToHopAsync(id, hop);
            await Mail.ClaimEffectsAsync(new Claim(Now, Lease), default);
            await Mail.RecordAttemptAsync(Attempt(effect, Now.AddHours(4), Deferred("bob@partner.de")), default);
        }

        Assert.Equal(1, await Mail.FlushAsync("partner", Now, default));
        Assert.Equal("M1", Assert.Single(await Mail.ClaimEffectsAsync(new Claim(Now, Lease, 10), default)).Work.Effect.MessageId);
        Assert.Equal(1, await Mail.FlushAsync(null, Now, default));
        Assert.Equal("M2", Assert.Single(await Mail.ClaimEffectsAsync(new Claim(Now, Lease, 10), default)).Work.Effect.MessageId);
        Assert.Equal(0, await Mail.FlushAsync(null, Now, default));
    }

    [Fact]
    public async Task What_waits_is_counted_no_further_than_asked_for()
    {
        for (var i = 0; i < 5; i++)
            await AcceptAsync($"M{i}");
        await DeliveringAsync("N1", "bob@partner.de");

        Assert.Equal(new Backlog(5, 1), await Mail.BacklogAsync(100, default));
        Assert.Equal(new Backlog(3, 1), await Mail.BacklogAsync(3, default));
    }

    [Fact]
    public async Task Notices_of_a_corrupt_message_go_out_and_nothing_else_of_it()
    {
        await DeliveringAsync("M1", "bob@partner.de");
        var message = (await Mail.GetAsync("M1", default))!.Message;
        var body = await BlobAsync(Store.Blobs, TenantId.Default, "damaged");
        var notice = Effect(message, 0, 2, ["postmaster@example.org"], "notice");
        notice = notice with { Mail = notice.Mail with { Body = body.Blob } };

        await Mail.MarkCorruptAsync(new CorruptCommit(TenantId.Default, "M1", [notice], [body], [Event(TenantId.Default, "M1", "corrupt")]), default);
        await Mail.MarkCorruptAsync(new CorruptCommit(TenantId.Default, "M1", [notice], [], [Event(TenantId.Default, "M1", "corrupt")]), default);

        Assert.Equal(notice.Id, Assert.Single(await Mail.ClaimEffectsAsync(new Claim(Now, Lease, 10), default)).Work.Effect.Id);
        await Mail.RecordAttemptAsync(Attempt(notice, null, Delivered("postmaster@example.org")), default);
        Assert.Empty(await Mail.ClaimEffectsAsync(new Claim(Now.AddDays(9), Lease, 10), default));
        Assert.Equal(MessageState.Corrupt, (await Mail.GetAsync("M1", default))!.State);
        Assert.Single((await Mail.GetAsync("M1", default))!.Events, entry => entry.Event.Kind == "corrupt");
    }

    [Fact]
    public async Task Text_of_strangers_is_kept_whatever_is_in_it()
    {
        var blob = await BlobAsync(Store.Blobs, TenantId.Default, "x");
        var odd = Message(TenantId.Default, "M1", blob.Blob) with { HeaderMessageId = "<a\0b\ud800c'\"@x>", HeaderFrom = "ä\0@example.org" };
        await Mail.AcceptAsync(odd, blob, [Event(TenantId.Default, "M1")], default);

        Assert.Equal("<a\ufffdb\ufffdc'\"@x>", (await Mail.GetAsync("M1", default))!.Message.HeaderMessageId);
        Assert.Single(await Mail.FindAsync(new MessageQuery(MessageIdField: "a\0b\ud800c'\"@x"), default));
    }

    [Fact]
    public async Task Bodies_in_flight_are_those_with_a_file_that_somebody_still_needs()
    {
        await AcceptAsync("M1");
        await AcceptAsync("M2", text: new string('x', 200_000));
        await AcceptAsync("M3", Other, new string('y', 300_000));

        var first = Assert.Single(await Mail.BodiesInFlightAsync(null, 1, default));
        var second = Assert.Single(await Mail.BodiesInFlightAsync(first, 1, default));
        Assert.Empty(await Mail.BodiesInFlightAsync(second, 1, default));

        Assert.Equal([("M2", 200_000L), ("M3", 300_000L)], new[] { first, second }.Select(body => (body.MessageId, body.Blob.Length)).Order());
    }

    private async Task<Effect> ToHopAsync(string id, string hop)
    {
        var message = await AcceptAsync(id);
        var effect = Effect(message, 1, 1, ["bob@partner.de"]);
        effect = effect with { Mail = effect.Mail with { NextHop = hop } };
        Assert.True(await Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Delivering, "bob@partner.de")], effect), default));
        return effect;
    }
}
