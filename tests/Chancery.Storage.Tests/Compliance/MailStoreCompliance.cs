using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Compliance;

/// <summary>What every mail store must do from acceptance to decision.</summary>
public abstract class MailStoreCompliance : IAsyncLifetime
{
    protected static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    protected static readonly DateTimeOffset Now = Mails.Start;

    protected IStoreFixture Store { get; private set; } = null!;

    protected IMailStore Mail => Store.Mail;

    protected abstract Task<IStoreFixture> OpenAsync();

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_accepted_message_survives_a_restart_unchanged()
    {
        var message = await AcceptAsync("M1");

        await Store.ReopenAsync();

        var record = await Mail.GetAsync("M1", default);
        Assert.Equivalent(message, record!.Message, strict: true);
        Assert.Equal(MessageState.Received, record.State);
        Assert.Equal("received", Assert.Single(record.Events).Event.Kind);
        Assert.Equal(Now, record.Due);
    }

    [Fact]
    public async Task A_message_whose_register_entry_cannot_be_stored_is_not_stored_either()
    {
        var blob = await Mails.BlobAsync(Store.Blobs, TenantId.Default, "x");
        var bad = Mails.Event(TenantId.Default, "M1") with { Data = null! };

        await Assert.ThrowsAnyAsync<Exception>(() => Mail.AcceptAsync(Mails.Message(TenantId.Default, "M1", blob.Blob), blob, [Mails.Event(TenantId.Default, "M1"), bad], default));

        Assert.Null(await Mail.GetAsync("M1", default));
        Assert.Empty(await Mail.ReadRegisterAsync(TenantId.Default, 1, 10, default));
    }

    [Fact]
    public async Task A_failing_operation_does_not_take_others_with_it()
    {
        await AcceptAsync("M1");

        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(async i =>
        {
            try
            {
                await AcceptAsync(i % 2 == 0 ? "M1" : $"N{i}");
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }));

        Assert.Equal(10, results.Count(stored => stored));
        Assert.Equal(11, (await Mail.FindAsync(new MessageQuery(), default)).Count);
    }

    [Fact]
    public async Task Claimers_side_by_side_never_get_the_same_message()
    {
        for (var i = 0; i < 40; i++)
            await AcceptAsync($"M{i}");
        var (beside, lifetime) = await Store.OpenBesideAsync("node-2");
        await using var _ = lifetime;

        var claimed = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? Mail : beside).ClaimMessageAsync(Now, Lease, default)));

        var ids = claimed.OfType<SpooledMessage>().Select(message => message.Id).ToList();
        Assert.Equal(40, ids.Count);
        Assert.Equal(40, ids.Distinct().Count());
    }

    [Fact]
    public async Task The_message_due_longest_is_claimed_first_and_none_before_it_is_due()
    {
        await AcceptAsync("M1");
        await AcceptAsync("M2");
        await Mail.ClaimMessageAsync(Now, Lease, default);
        await Mail.PostponeMessageAsync(TenantId.Default, "M1", Now.AddMinutes(10), "directory away", [Mails.Event(TenantId.Default, "M1", "waiting")], default);

        Assert.Equal("M2", (await Mail.ClaimMessageAsync(Now, TimeSpan.FromHours(1), default))!.Id);
        Assert.Null(await Mail.ClaimMessageAsync(Now.AddMinutes(9), Lease, default));
        Assert.Equal("directory away", (await Mail.GetAsync("M1", default))!.Note);
        Assert.Equal(["received", "waiting"], (await Mail.GetAsync("M1", default))!.Events.Select(entry => entry.Event.Kind));
        Assert.Equal(Now.AddMinutes(10), await Mail.NextDueAsync(default));
        Assert.Equal("M1", (await Mail.ClaimMessageAsync(Now.AddMinutes(10), Lease, default))!.Id);
    }

    [Fact]
    public async Task A_lease_ends_by_time_and_at_the_start_of_its_own_node_only()
    {
        await AcceptAsync("M1");
        await Mail.ClaimMessageAsync(Now, Lease, default);
        Assert.Null(await Mail.ClaimMessageAsync(Now + Lease - TimeSpan.FromTicks(1), Lease, default));
        Assert.NotNull(await Mail.ClaimMessageAsync(Now + Lease, Lease, default));

        var (beside, lifetime) = await Store.OpenBesideAsync("node-2");
        await using (lifetime)
            await beside.ReclaimAsync(default);
        Assert.Null(await Mail.ClaimMessageAsync(Now + Lease, Lease, default));

        await Store.ReopenAsync();
        await Mail.ReclaimAsync(default);
        Assert.NotNull(await Mail.ClaimMessageAsync(Now.AddMinutes(1), Lease, default));
    }

    [Fact]
    public async Task A_corrupt_message_is_never_claimed_again_and_shows_up_in_the_queue()
    {
        await AcceptAsync("M1");
        await Mail.MarkCorruptAsync(new CorruptCommit(TenantId.Default, "M1", [], [], [Mails.Event(TenantId.Default, "M1", "corrupt")]), default);

        Assert.Null(await Mail.ClaimMessageAsync(Now.AddDays(1), Lease, default));
        Assert.False(await Mail.RetryAsync(TenantId.Default, "M1", Now, default));
        Assert.Null(await Mail.NextDueAsync(default));
        Assert.Equal(MessageState.Corrupt, Assert.Single(await Mail.FindAsync(new MessageQuery(Waiting: true), default)).State);
    }

    [Fact]
    public async Task An_undecided_message_can_be_made_due_now_but_not_while_it_is_at_work()
    {
        await AcceptAsync("M1");
        await Mail.ClaimMessageAsync(Now, Lease, default);
        Assert.False(await Mail.RetryAsync(TenantId.Default, "M1", Now, default));

        await Mail.PostponeMessageAsync(TenantId.Default, "M1", Now.AddDays(1), "later", [], default);
        Assert.False(await Mail.RetryAsync(Mails.Other, "M1", Now, default));
        Assert.True(await Mail.RetryAsync(TenantId.Default, "M1", Now, default));
        Assert.NotNull(await Mail.ClaimMessageAsync(Now, Lease, default));
    }

    protected Task<SpooledMessage> AcceptAsync(string id, TenantId? tenant = null, string text = "Subject: x\r\n\r\nhello\r\n") =>
        Mails.AcceptAsync(Mail, Store.Blobs, id, tenant, text);
}
