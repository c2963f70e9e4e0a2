using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Tests.Support;

namespace Chancery.Engine.Tests.Workers;

/// <summary>Mail over which the process dies again and again, or whose body is damaged, is set aside with evidence and tried again only by order.</summary>
public sealed class SetAsideTests
{
    private const string Deliver = "rules: [ { id: mark, then: [ { header: { set: { name: X-Seen, value: \"1\" } } } ] } ]";
    private const string Plain = "rules: [ { id: none, if: { recipient.domain: never.example }, then: [ { hold: { expires: 2d } } ] } ]";

    [Fact]
    public async Task A_message_over_which_the_process_died_three_times_is_held_and_the_postmaster_told()
    {
        await using var house = await House.OpenAsync(Plain);
        var id = await AcceptAsync(house);
        await DieAsync(house, 3, claim => house.Store.ClaimMessagesAsync(claim, default));

        await house.DrainAsync();

        var record = await house.RecordAsync(id);
        Assert.Equal(GroupState.Held, Assert.Single(record.Groups).State);
        Assert.Contains("set aside: 3 times", record.Groups[0].Reason, StringComparison.Ordinal);
        Assert.Contains(record.Events, entry => entry.Event.Kind == "held" && entry.Event.Data.Contains("3 times", StringComparison.Ordinal));
        Assert.Contains(house.Hop.Taken, mail => mail.To.Contains("postmaster@acme.example"));
        Assert.DoesNotContain(house.Hop.Taken, mail => mail.To.Contains("bob@partner.example"));

        Assert.True((await house.Queue.RetryAsync(id, "admin", default)).Done);
        await house.DrainAsync();
        Assert.Contains(house.Hop.Taken, mail => mail.To.Contains("bob@partner.example"));
        Assert.Equal(MessageState.Done, (await house.RecordAsync(id)).State);
    }

    [Fact]
    public async Task Twice_is_not_yet_too_often()
    {
        await using var house = await House.OpenAsync(Plain);
        var id = await AcceptAsync(house);
        await DieAsync(house, 2, claim => house.Store.ClaimMessagesAsync(claim, default));

        await house.DrainAsync();

        Assert.Equal(MessageState.Done, (await house.RecordAsync(id)).State);
    }

    [Fact]
    public async Task A_copy_over_which_the_process_died_three_times_is_held_and_its_release_delivers_it()
    {
        await using var house = await House.OpenAsync(Plain);
        var id = await DeferredAsync(house, "bob@partner.example", "carol@partner.example");
        house.Time.Advance(TimeSpan.FromHours(1));
        await DieAsync(house, 3, claim => house.Store.ClaimEffectsAsync(claim, default));
        house.Hop.Answer = (_, _) => null;

        await house.DrainAsync();

        var record = await house.RecordAsync(id);
        Assert.Equal(GroupState.Held, Assert.Single(record.Groups).State);
        Assert.Contains("set aside: 3 times", record.Groups[0].Reason, StringComparison.Ordinal);
        Assert.Contains(house.Hop.Taken, mail => mail.To.Contains("postmaster@acme.example"));
        Assert.DoesNotContain(house.Hop.Taken, mail => mail.To.Contains("bob@partner.example"));

        Assert.True((await house.Queue.ReleaseAsync(id, "admin", default)).Done);
        await house.DrainAsync();
        Assert.Equal(["bob@partner.example", "carol@partner.example"], house.Hop.Taken.Where(mail => mail.From == House.Anna).SelectMany(mail => mail.To).Order());
        Assert.Equal(MessageState.Done, (await house.RecordAsync(id)).State);
    }

    [Fact]
    public async Task A_copy_whose_body_is_damaged_is_held_and_no_part_of_it_counts_as_delivered()
    {
        await using var house = await House.OpenAsync(Plain);
        var id = await DeferredAsync(house, "bob@partner.example");
        house.Hop.Answer = (_, _) => null;
        house.Blobs.Damaged = (await house.RecordAsync(id)).Effects[0].Effect.Mail.Body.Id;
        house.Time.Advance(TimeSpan.FromHours(1));

        await house.DrainAsync();

        var record = await house.RecordAsync(id);
        Assert.Contains("damaged", Assert.Single(record.Groups).Reason, StringComparison.Ordinal);
        Assert.Contains(record.Events, entry => entry.Event.Kind == "corrupt");
        Assert.Contains(house.Hop.Taken, mail => mail.To.Contains("postmaster@acme.example"));
        Assert.DoesNotContain(house.Hop.Taken, mail => mail.To.Contains("bob@partner.example"));

        var answer = await house.Queue.ReleaseAsync(id, "admin", default);
        Assert.False(answer.Done);
        Assert.Contains("damaged", answer.Text, StringComparison.Ordinal);

        house.Blobs.Damaged = null;
        Assert.True((await house.Queue.ReleaseAsync(id, "admin", default)).Done);
        await house.DrainAsync();
        Assert.Contains(house.Hop.Taken, mail => mail.To.Contains("bob@partner.example"));
    }

    [Fact]
    public async Task A_message_whose_body_is_damaged_before_its_decision_is_corrupt_and_the_postmaster_told()
    {
        await using var house = await House.OpenAsync(Deliver);
        var id = await AcceptAsync(house);
        house.Blobs.Damaged = (await house.RecordAsync(id)).Message.Body.Id;

        await house.DrainAsync();

        var record = await house.RecordAsync(id);
        Assert.Equal(MessageState.Corrupt, record.State);
        Assert.Contains(record.Events, entry => entry.Event.Kind == "corrupt");
        Assert.Contains("damaged", Assert.Single(house.Hop.Taken, mail => mail.To.Contains("postmaster@acme.example")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(house.Hop.Taken, mail => mail.To.Contains("bob@partner.example"));
        Assert.Contains(await house.Queue.ListAsync(default), waiting => waiting.Message.Id == id);
    }

    private static async Task<string> AcceptAsync(House house, params string[] to)
    {
        var reply = await house.ReceiveAsync(House.Anna, to is [] ? ["bob@partner.example"] : to, "From: anna@acme.example\nTo: bob@partner.example\nSubject: x\n\nHello\n");
        return reply.Text.Split(' ')[^1];
    }

    private static async Task<string> DeferredAsync(House house, params string[] to)
    {
        house.Hop.Answer = (_, _) => (TransportVerdict.Deferred, "451 later", "4.7.1");
        var id = await AcceptAsync(house, to);
        await house.DrainAsync();
        return id;
    }

    /// <summary>The process takes the work, dies, and is started again.</summary>
    private static async Task DieAsync<T>(House house, int times, Func<Claim, Task<IReadOnlyList<Claimed<T>>>> claim)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Single(await claim(new Claim(house.Time.GetUtcNow(), TimeSpan.FromHours(1))));
            await house.RestartAsync();
            house.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
