using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Copies;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Tests.Deliver;

/// <summary>What must come first comes first; if it fails, nothing that depends on it leaves, and a person decides.</summary>
public sealed class RequiresTests
{
    private const string First = "first@partner.example";
    private const string Then = "then@partner.example";

    [Fact]
    public async Task An_effect_leaves_after_the_one_it_requires()
    {
        await using var house = await House.OpenAsync("rules: []");
        var isBusy = true;
        house.Hop.Answer = (_, to) => to == First && isBusy ? (TransportVerdict.Deferred, "451 4.3.2 busy", "4.3.2") : null;
        var id = await OrderedAsync(house);
        await house.PassTimeAsync(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(house.Hop.Attempts, attempt => attempt.To.Contains(Then));

        isBusy = false;
        await house.PassTimeAsync(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1));

        Assert.Equal([First, Then], house.Hop.Taken.SelectMany(mail => mail.To));
        Assert.Equal(MessageState.Done, (await house.RecordAsync(id)).State);
    }

    [Fact]
    public async Task If_it_fails_the_group_is_held_and_release_is_for_those_without_a_copy()
    {
        await using var house = await House.OpenAsync("rules: []");
        house.Hop.Answer = (_, to) => to == First ? (TransportVerdict.Failed, "550 5.1.1 nobody", "5.1.1") : null;
        var id = await OrderedAsync(house, "free@partner.example");
        await house.DrainAsync();

        var held = await house.RecordAsync(id);
        Assert.Equal(GroupState.Held, held.Groups[0].State);
        Assert.Contains("550 5.1.1 nobody", held.Groups[0].Reason, StringComparison.Ordinal);
        Assert.Contains(held.Events, entry => entry.Event.Kind == "held");
        Assert.DoesNotContain(house.Hop.Attempts, attempt => attempt.To.Contains(Then));
        Assert.Contains(house.Hop.Taken, mail => mail.To.Contains("postmaster@acme.example"));
        Assert.Contains(house.Hop.Taken, mail => mail.To.Contains(House.Anna) && mail.Text.Contains("being held", StringComparison.Ordinal));

        house.Hop.Answer = (_, _) => null;
        Assert.True((await house.Queue.ReleaseAsync(id, "admin", default)).Done);
        await house.DrainAsync();
        Assert.Equal(["free@partner.example", First, Then], house.Hop.Taken.Where(mail => mail.From == House.Anna).SelectMany(mail => mail.To));
    }

    /// <summary>A message decided by hand: two hand-overs one after the other, and perhaps one that is free of them.</summary>
    private static async Task<string> OrderedAsync(House house, params string[] free)
    {
        var reply = await house.ReceiveAsync(House.Anna, [First, Then, .. free], "From: anna@acme.example\nTo: first@partner.example\n\nHello\n");
        var message = (await house.Store.ClaimMessagesAsync(new Claim(house.Time.GetUtcNow(), TimeSpan.FromMinutes(1)), default)).SingleOrDefault()?.Work ?? throw new InvalidOperationException(reply.ToString());
        var plan = new Plan { Disposition = Disposition.Deliver, Protection = Method.Plain, Stages = ["deliver"] };
        var group = new MessageGroup(1, message.Envelope.Recipients, false, plan, [], GroupState.Delivering);
        Effect[] effects = [Of(1, First), Of(2, Then, Effect.IdOf(message.Id, 1, "smtp", 1)), .. free.Select((to, i) => Of(3 + i, to))];
        await house.Store.CommitDecisionAsync(
            new DecisionCommit(message.Tenant, message.Id, "{}", null, GroupState.Superseded, [group], effects, [], []), default);
        return message.Id;

        Effect Of(int ordinal, string to, params string[] requires)
        {
            var view = new MessageView([new ViewSegment.Range(0, message.Body.Length)]);
            var mail = new OutgoingMail(
                House.Anna, [to], message.Body, MessageViewJson.Write(view), view.Length, false, false, "default", TlsMode.None);
            return new Effect(message.Tenant, Effect.IdOf(message.Id, 1, "smtp", ordinal), message.Id, 1, "smtp", mail, requires);
        }
    }
}
