using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;
using static Chancery.Storage.Tests.Support.Mails;

namespace Chancery.Storage.Tests.Compliance;

/// <summary>What every mail store must do from decision to the last recipient.</summary>
public abstract class OutboxCompliance : MailStoreCompliance
{
    [Fact]
    public async Task A_decision_survives_a_restart_with_every_member_of_its_plan()
    {
        var message = await AcceptAsync("M1");
        var groups = new[]
        {
            Group(1, GroupState.Delivering, "bob@partner.de"),
            Group(2, GroupState.Held, "Carol_100%@partner.de") with { Reason = "no key", ExpiresAt = Now.AddDays(3) },
        };
        var effect = Effect(message, 1, 1, ["bob@partner.de"]);
        Assert.True(await Mail.CommitDecisionAsync(Decision(message, groups, effect), default));

        await Store.ReopenAsync();

        var record = (await Mail.GetAsync("M1", default))!;
        Assert.Equal(MessageState.Decided, record.State);
        Assert.Equal("""{"decision":1}""", record.DecisionJson);
        Assert.Equivalent(groups, record.Groups, strict: true);
        Assert.Equal(groups[1].Plan, record.Groups[1].Plan);
        Assert.Equivalent(effect, Assert.Single(record.Effects).Effect, strict: true);
        Assert.Equal(["received", "decided"], record.Events.Select(entry => entry.Event.Kind));
    }

    [Fact]
    public async Task Only_the_first_of_two_decisions_counts()
    {
        var message = await AcceptAsync("M1");
        var decision = Decision(message, [Group(1, GroupState.Held, "bob@partner.de")]);

        Assert.True(await Mail.CommitDecisionAsync(decision, default));
        Assert.False(await Mail.CommitDecisionAsync(decision, default));
        Assert.False(await Mail.CommitDecisionAsync(decision with { MessageId = "M9" }, default));

        var record = (await Mail.GetAsync("M1", default))!;
        Assert.Single(record.Groups);
        Assert.Equal(2, record.Events.Count);
    }

    [Fact]
    public async Task A_decision_that_would_lose_recipients_is_refused()
    {
        var message = await AcceptAsync("M1");

        await Assert.ThrowsAsync<ArgumentException>(() => Mail.CommitDecisionAsync(Decision(message, []), default));
        await Assert.ThrowsAsync<ArgumentException>(() => Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Delivering, "bob@partner.de")]), default));
        var foreign = Effect(message, 1, 1, ["bob@partner.de"]);
        foreign = foreign with { Mail = foreign.Mail with { Body = foreign.Mail.Body with { Id = "NOSUCHBODY" } } };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Delivering, "bob@partner.de")], foreign), default));

        Assert.NotNull(await Mail.ClaimMessageAsync(Now, Lease, default));
    }

    [Fact]
    public async Task Each_recipient_is_final_on_its_own_and_the_message_is_done_with_the_last()
    {
        var effect = await DeliveringAsync("M1", "bob@partner.de", "carol@partner.de", "dora@partner.de");
        await Mail.RecordAttemptAsync(Attempt(effect, Now.AddMinutes(1), Delivered("bob@partner.de"), Deferred("carol@partner.de")), default);

        var status = (await Mail.GetAsync("M1", default))!.Effects[0];
        Assert.Equal(["carol@partner.de", "dora@partner.de"], status.Pending);
        Assert.Equal("451 4.7.1 greylisted", status.Recipients[1].Reply);
        Assert.Equal(1, status.Attempts);
        Assert.Equal(Now.AddMinutes(1), status.NextAttempt);
        Assert.Null(await Mail.ClaimEffectAsync(Now, Lease, default));

        var again = await Mail.ClaimEffectAsync(Now.AddMinutes(1), Lease, default);
        Assert.Equal(["carol@partner.de", "dora@partner.de"], again!.Pending);
        await Mail.RecordAttemptAsync(Attempt(effect, null, Delivered("carol@partner.de"), Delivered("dora@partner.de")), default);

        var record = (await Mail.GetAsync("M1", default))!;
        Assert.Equal(MessageState.Done, record.State);
        Assert.Equal(GroupState.Delivered, record.Groups[0].State);
        Assert.Null(record.Effects[0].NextAttempt);
        Assert.Null(await Mail.NextDueAsync(default));
    }

    [Fact]
    public async Task A_recipient_that_is_delivered_stays_delivered_whatever_a_late_worker_says()
    {
        var effect = await DeliveringAsync("M1", "bob@partner.de", "carol@partner.de");
        await Mail.RecordAttemptAsync(Attempt(effect, Now, Delivered("bob@partner.de")), default);
        await Mail.RecordAttemptAsync(Attempt(effect, Now, Failed("BOB@partner.de")), default);

        Assert.Equal(RecipientState.Delivered, (await Mail.GetAsync("M1", default))!.Effects[0].Recipients[0].State);
    }

    [Fact]
    public async Task A_failure_fails_the_group_and_its_notice_keeps_the_message_open_until_it_is_sent()
    {
        var effect = await DeliveringAsync("M1", "bob@partner.de");
        var message = (await Mail.GetAsync("M1", default))!.Message;
        var body = await BlobAsync(Store.Blobs, TenantId.Default, "a report");
        var notice = Effect(message, 1, 1, ["anna@example.org"], "notice");
        notice = notice with { Mail = notice.Mail with { Body = body.Blob, ReversePath = "" } };
        var failed = Attempt(effect, null, Failed("bob@partner.de")) with { FollowUps = [notice], Blobs = [body] };

        await Mail.RecordAttemptAsync(failed, default);

        var record = (await Mail.GetAsync("M1", default))!;
        Assert.Equal((MessageState.Decided, GroupState.Failed), (record.State, record.Groups[0].State));
        Assert.Equal("550 5.1.1 unknown", record.Groups[0].Reason);
        Assert.Equal(notice.Id, (await Mail.ClaimEffectAsync(Now, Lease, default))!.Effect.Id);
        await Mail.RecordAttemptAsync(Attempt(notice, null, Failed("anna@example.org")), default);
        Assert.Equal(MessageState.Done, (await Mail.GetAsync("M1", default))!.State);
    }

    [Fact]
    public async Task A_notice_reported_twice_is_sent_once()
    {
        var effect = await DeliveringAsync("M1", "bob@partner.de", "carol@partner.de");
        var message = (await Mail.GetAsync("M1", default))!.Message;
        var notice = Effect(message, 1, 1, ["anna@example.org"], "notice");
        var attempt = Attempt(effect, Now, Failed("bob@partner.de")) with { FollowUps = [notice] };

        await Mail.RecordAttemptAsync(attempt, default);
        await Mail.RecordAttemptAsync(attempt, default);

        Assert.Single((await Mail.GetAsync("M1", default))!.Effects, status => status.Effect.Kind == "notice");
    }

    [Fact]
    public async Task An_effect_waits_for_what_it_requires()
    {
        var message = await AcceptAsync("M1");
        var first = Effect(message, 1, 1, ["bob@partner.de"]);
        var second = Effect(message, 1, 2, ["carol@partner.de"], "smtp", first.Id);
        await Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Delivering, "bob@partner.de")], second, first), default);

        Assert.Equal(first.Id, (await Mail.ClaimEffectAsync(Now, TimeSpan.Zero, default))!.Effect.Id);
        Assert.Equal(first.Id, (await Mail.ClaimEffectAsync(Now, Lease, default))!.Effect.Id);
        Assert.Null(await Mail.ClaimEffectAsync(Now, Lease, default));
        Assert.False(await Mail.RetryAsync(TenantId.Default, "M1", Now, default));
        await Mail.RecordAttemptAsync(Attempt(first, null, Delivered("bob@partner.de")), default);

        var next = await Mail.ClaimEffectAsync(Now, Lease, default);
        Assert.Equal(second.Id, next!.Effect.Id);
        Assert.Equal([first.Id], next.Effect.Requires);
    }

    [Fact]
    public async Task A_failed_step_fails_all_that_require_it_and_nothing_of_them_goes_out()
    {
        var message = await AcceptAsync("M1");
        var first = Effect(message, 1, 1, ["bob@partner.de"]);
        var second = Effect(message, 1, 2, ["carol@partner.de"], "smtp", first.Id);
        var third = Effect(message, 1, 3, ["dora@partner.de"], "smtp", second.Id);
        await Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Delivering, "bob@partner.de")], first, second, third), default);
        await Mail.ClaimEffectAsync(Now, Lease, default);

        await Mail.RecordAttemptAsync(Attempt(first, null, Failed("bob@partner.de")), default);

        Assert.Null(await Mail.ClaimEffectAsync(Now.AddDays(1), Lease, default));
        var record = (await Mail.GetAsync("M1", default))!;
        Assert.Equal("required step failed", record.Effects[2].Recipients[0].Reply);
        Assert.Equal((MessageState.Done, GroupState.Failed), (record.State, record.Groups[0].State));
    }

    [Fact]
    public async Task A_failed_step_can_hold_its_group_so_that_a_person_decides_on_the_rest()
    {
        var message = await AcceptAsync("M1");
        var first = Effect(message, 1, 1, ["bob@partner.de"]);
        var second = Effect(message, 1, 2, ["carol@partner.de"], "smtp", first.Id);
        await Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Delivering, "bob@partner.de", "carol@partner.de")], first, second), default);

        await Mail.RecordAttemptAsync(Attempt(first, null, Failed("bob@partner.de")) with { Holds = new GroupHold(1, "no file", Now.AddDays(3)) }, default);

        Assert.Null(await Mail.ClaimEffectAsync(Now.AddDays(1), Lease, default));
        var record = (await Mail.GetAsync("M1", default))!;
        Assert.Equal((MessageState.Decided, GroupState.Held, "no file"), (record.State, record.Groups[0].State, record.Groups[0].Reason));
        Assert.Equal([(TenantId.Default, "M1", 1)], await Mail.ExpiredHoldsAsync(Now.AddDays(3), 10, default));
    }

    [Fact]
    public async Task A_released_group_is_replaced_once_and_its_successor_delivered()
    {
        var message = await AcceptAsync("M1");
        await Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Held, "bob@partner.de") with { ExpiresAt = Now.AddHours(1) }]), default);
        Assert.Empty(await Mail.ExpiredHoldsAsync(Now, 10, default));
        Assert.Equal([(TenantId.Default, "M1", 1)], await Mail.ExpiredHoldsAsync(Now.AddHours(1), 10, default));

        var release = Decision(message, [Group(2, GroupState.Delivering, "bob@partner.de")], Effect(message, 2, 1, ["bob@partner.de"])) with
        {
            Replaces = 1,
            ReplacedBecomes = GroupState.Superseded,
            Reason = "released by boss",
        };
        Assert.True(await Mail.CommitDecisionAsync(release, default));
        Assert.False(await Mail.CommitDecisionAsync(release, default));

        var record = (await Mail.GetAsync("M1", default))!;
        Assert.Equal([GroupState.Superseded, GroupState.Delivering], record.Groups.Select(group => group.State));
        Assert.Equal("released by boss", record.Groups[0].Reason);
        Assert.Empty(await Mail.ExpiredHoldsAsync(Now.AddDays(9), 10, default));
        Assert.NotNull(await Mail.ClaimEffectAsync(Now, Lease, default));
    }

    [Fact]
    public async Task Of_two_groups_replaced_at_once_under_the_same_numbers_one_is_told_to_look_again()
    {
        var message = await AcceptAsync("M1");
        await Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Held, "bob@partner.de"), Group(2, GroupState.Held, "eve@partner.de")]), default);

        Assert.True(await Mail.CommitDecisionAsync(Release(1, "bob@partner.de"), default));
        Assert.False(await Mail.CommitDecisionAsync(Release(2, "eve@partner.de"), default));

        var record = (await Mail.GetAsync("M1", default))!;
        Assert.Equal([GroupState.Superseded, GroupState.Held, GroupState.Delivering], record.Groups.Select(group => group.State));

        DecisionCommit Release(int number, string to) =>
            Decision(message, [Group(3, GroupState.Delivering, to)], Effect(message, 3, 1, [to])) with { Replaces = number };
    }

    [Fact]
    public async Task A_rejected_hold_ends_the_message()
    {
        var message = await AcceptAsync("M1");
        await Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Quarantined, "bob@partner.de")]), default);

        Assert.True(await Mail.CommitDecisionAsync(Decision(message, []) with { Replaces = 1, ReplacedBecomes = GroupState.Rejected }, default));

        Assert.Equal(MessageState.Done, (await Mail.GetAsync("M1", default))!.State);
    }

    [Fact]
    public async Task A_group_replaced_during_delivery_sends_no_more_of_its_old_copy()
    {
        var old = await DeliveringAsync("M1", "bob@partner.de");
        var message = (await Mail.GetAsync("M1", default))!.Message;
        var successor = Effect(message, 2, 1, ["bob@partner.de"]);

        await Mail.CommitDecisionAsync(Decision(message, [Group(2, GroupState.Delivering, "bob@partner.de")], successor) with { Replaces = 1 }, default);

        Assert.Equal(successor.Id, (await Mail.ClaimEffectAsync(Now.AddDays(1), Lease, default))!.Effect.Id);
        Assert.Null(await Mail.ClaimEffectAsync(Now.AddDays(1), Lease, default));
        Assert.NotEqual(old.Id, successor.Id);
    }

    [Fact]
    public async Task A_waiting_effect_can_be_made_due_now()
    {
        var effect = await DeliveringAsync("M1", "bob@partner.de");
        await Mail.ClaimEffectAsync(Now, Lease, default);
        await Mail.RecordAttemptAsync(Attempt(effect, Now.AddHours(4), Deferred("bob@partner.de")), default);
        Assert.Equal(Now.AddHours(4), await Mail.NextDueAsync(default));

        Assert.True(await Mail.RetryAsync(TenantId.Default, "M1", Now, default));
        Assert.NotNull(await Mail.ClaimEffectAsync(Now, Lease, default));
    }

    [Fact]
    public async Task No_copy_of_a_corrupt_message_goes_out()
    {
        await DeliveringAsync("M1", "bob@partner.de");
        await Mail.MarkCorruptAsync(new CorruptCommit(TenantId.Default, "M1", [], [], []), default);

        Assert.Null(await Mail.ClaimEffectAsync(Now.AddDays(1), Lease, default));
        Assert.Null(await Mail.NextDueAsync(default));
    }

    [Fact]
    public async Task Bodies_stay_until_the_message_is_done_and_go_then()
    {
        var effect = await DeliveringAsync("M1", "bob@partner.de");
        Assert.Equal(0, await Mail.SweepAsync(10, default));
        await (await Store.Blobs.OpenAsync(TenantId.Default, effect.Mail.Body, default)).DisposeAsync();
        await Mail.RecordAttemptAsync(Attempt(effect, null, Delivered("bob@partner.de")), default);

        Assert.Equal(0, await Mail.SweepAsync(10, default));
        await Assert.ThrowsAsync<Chancery.Engine.Ports.CorruptBodyException>(() => Store.Blobs.OpenAsync(TenantId.Default, effect.Mail.Body, default));
        Assert.NotNull(await Mail.GetAsync("M1", default));
    }

    protected async Task<Effect> DeliveringAsync(string id, params string[] recipients)
    {
        var message = await AcceptAsync(id);
        var effect = Effect(message, 1, 1, recipients);
        Assert.True(await Mail.CommitDecisionAsync(Decision(message, [Group(1, GroupState.Delivering, recipients)], effect), default));
        return effect;
    }
}
