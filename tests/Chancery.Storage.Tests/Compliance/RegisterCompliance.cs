using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Compliance;

/// <summary>What every store must do for its register and for those who look something up.</summary>
public abstract class RegisterCompliance : OutboxCompliance
{
    [Fact]
    public async Task The_register_is_numbered_without_gaps_and_its_chain_holds_under_parallel_writers()
    {
        var (beside, lifetime) = await Store.OpenBesideAsync("node-2");
        await using (lifetime)
            await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? Mail : beside).AppendAsync(
                [Mails.Event(TenantId.Default, null, "keys-imported"), Mails.Event(Mails.Other, null, "keys-imported")], default)));

        foreach (var tenant in new[] { TenantId.Default, Mails.Other })
        {
            var entries = await Mail.ReadRegisterAsync(tenant, 1, 1000, default);
            Assert.Equal(Enumerable.Range(1, 60).Select(i => (long)i), entries.Select(entry => entry.Sequence));
            Assert.Null(RegisterChain.FirstBroken(entries));
        }
    }

    [Fact]
    public async Task Any_changed_field_of_an_entry_breaks_the_chain_there()
    {
        await Mail.AppendAsync([.. Enumerable.Range(0, 3).Select(_ => Mails.Event(TenantId.Default, "M1"))], default);
        var entries = (await Mail.ReadRegisterAsync(TenantId.Default, 1, 10, default)).ToList();
        var second = entries[1];
        RegisterEntry[] forged =
        [
            second with { Event = second.Event with { Data = "{}" } },
            second with { Event = second.Event with { Kind = "failed" } },
            second with { Event = second.Event with { MessageId = "M2" } },
            second with { Event = second.Event with { Time = second.Event.Time.AddTicks(1) } },
            second with { Event = second.Event with { Tenant = Mails.Other } },
            second with { Sequence = 3 },
            second with { Previous = RegisterChain.Genesis },
            second with { Hash = RegisterChain.Genesis },
        ];

        foreach (var entry in forged)
            Assert.Equal(entry, RegisterChain.FirstBroken([entries[0], entry, entries[2]]));
        Assert.Equal(entries[2], RegisterChain.FirstBroken([entries[0], entries[2]]));
    }

    [Fact]
    public async Task The_register_is_read_from_a_number_on()
    {
        await Mail.AppendAsync([.. Enumerable.Range(0, 10).Select(_ => Mails.Event(TenantId.Default, null))], default);

        Assert.Equal([4, 5, 6], (await Mail.ReadRegisterAsync(TenantId.Default, 4, 3, default)).Select(entry => entry.Sequence));
    }

    [Theory]
    [InlineData("anna@EXAMPLE", null, null, null, 1)]
    [InlineData("anna.boss", null, null, null, 1)]
    [InlineData("bob@partner.de", null, null, null, 0)]
    [InlineData(null, "carol_100%@", null, null, 1)]
    [InlineData(null, "carol_1__%@", null, null, 0)]
    [InlineData(null, "%", null, null, 1)]
    [InlineData(null, "_00%@partner", null, null, 0)]
    [InlineData(null, null, "<abc.123@example.org>", null, 1)]
    [InlineData(null, null, "abc.123@example.org", null, 1)]
    [InlineData(null, null, "bc.123@example.org", null, 0)]
    [InlineData(null, null, null, "partner/no-key", 1)]
    [InlineData(null, null, null, "no-key", 1)]
    [InlineData(null, null, null, "key", 0)]
    [InlineData(null, null, null, "partner", 0)]
    [InlineData("anna", "bob", "abc.123@example.org", "default", 1)]
    [InlineData("anna", "nobody", "abc.123@example.org", "default", 0)]
    public async Task Messages_are_found_by_all_criteria_together(string? from, string? to, string? id, string? rule, int expected)
    {
        var message = await AcceptAsync("M1");
        await Mail.CommitDecisionAsync(Mails.Decision(message, [Mails.Group(1, Chancery.Engine.Messages.GroupState.Held, "bob@partner.de")]), default);

        var found = await Mail.FindAsync(new MessageQuery(TenantId.Default, from, to, Now, id, rule, Waiting: true), default);

        Assert.Equal(expected, found.Count);
        Assert.Empty(await Mail.FindAsync(new MessageQuery(Mails.Other, from, to, Now, id, rule, Waiting: true), default));
        Assert.Empty(await Mail.FindAsync(new MessageQuery(TenantId.Default, from, to, Now.AddTicks(1), id, rule), default));
    }

    [Fact]
    public async Task Found_messages_come_newest_first_and_no_more_than_asked_for()
    {
        foreach (var id in new[] { "M1", "M3", "M2" })
            await AcceptAsync(id);

        Assert.Equal(["M3", "M2"], (await Mail.FindAsync(new MessageQuery(Max: 2), default)).Select(record => record.Message.Id));
    }

    [Fact]
    public async Task Nothing_of_a_tenant_is_changed_in_the_name_of_another()
    {
        var effect = await DeliveringAsync("M1", "bob@partner.de");
        var message = (await Mail.GetAsync("M1", default))!.Message;
        var foreign = message with { Tenant = Mails.Other };

        Assert.False(await Mail.CommitDecisionAsync(Mails.Decision(foreign, [Mails.Group(9, Chancery.Engine.Messages.GroupState.Held, "x@y")]) with { Replaces = 1 }, default));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Mail.RecordAttemptAsync(Mails.Attempt(effect with { Tenant = Mails.Other }, null, Mails.Delivered("bob@partner.de")), default));
        await Mail.MarkCorruptAsync(new CorruptCommit(Mails.Other, "M1", [], [], []), default);
        await Mail.PostponeMessageAsync(Mails.Other, "M1", Now, "x", [], default);
        Assert.False(await Mail.RetryAsync(Mails.Other, "M1", Now, default));

        var record = (await Mail.GetAsync("M1", default))!;
        Assert.Equal(Chancery.Engine.Messages.MessageState.Decided, record.State);
        Assert.Equal(["bob@partner.de"], record.Effects[0].Pending);
    }
}
