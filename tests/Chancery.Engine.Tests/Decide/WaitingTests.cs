using Chancery.Engine.Decide;
using Chancery.Engine.Explain;
using Chancery.Engine.Journey;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Simulate;
using Chancery.Engine.Tests.Support;
using Chancery.Policy.Plans;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Tests.Decide;

/// <summary>What is down is waited for, so long and no longer (language, R2, 1.9.4); what is broken is not.</summary>
public sealed class WaitingTests
{
    private const string Smime = "rules: [ { id: safe, then: [ { protect: [smime] } ] } ]";
    private const string SmimeOrTls = "rules: [ { id: safe, then: [ { protect: [smime, tls] } ] } ]";
    private const string Bernd = "b@partner.example";

    [Fact]
    public async Task A_message_waits_for_keys_that_are_down_and_goes_on_when_they_are_back()
    {
        var isDown = true;
        await using var house = await House.OpenAsync(SmimeOrTls, keys: store => new FailingKeys(store, _ => isDown));
        await house.AddKeysAsync(Bernd);
        var record = await house.PassAsync(House.Anna, [Bernd]);
        await house.PassTimeAsync(TimeSpan.FromMinutes(4), TimeSpan.FromSeconds(5));

        record = await house.RecordAsync(record.Message.Id);
        Assert.Equal(MessageState.Received, record.State);
        Assert.Empty(house.Hop.Attempts);
        Assert.Equal("waiting for recipient.keys.smime[b@partner.example]: timed out", record.Note);
        var waiting = Assert.Single(record.Events, entry => entry.Event.Kind == "waiting").Event;
        Assert.Contains("recipient.keys.smime[b@partner.example]", waiting.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("secret of the store", waiting.Data, StringComparison.Ordinal);

        isDown = false;
        await house.PassTimeAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));
        Assert.Contains("enveloped-data", Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "It waits for recipient.keys.smime[b@partner.example] (timed out), at most until 2026-03-02 09:05:00 UTC")]
    [InlineData("de", "Sie wartet auf recipient.keys.smime[b@partner.example] (timed out), längstens bis 02.03.2026 09:05:00 UTC")]
    public async Task Whoever_asks_is_told_what_it_waits_for(string language, string words)
    {
        await using var house = await House.OpenAsync(Smime, keys: store => new FailingKeys(store, _ => true));

        var record = await house.PassAsync(House.Anna, [Bernd]);

        Assert.Contains(Explanation.LinesFor(record, language), line => line.StartsWith(words, StringComparison.Ordinal));
        Assert.StartsWith(words, Explanation.WaitingFor(record, language), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(2, false)]
    [InlineData(5, true)]
    public async Task After_its_time_and_not_a_moment_later_the_next_method_is_taken(int minutes, bool restarts)
    {
        var settings = House.Settings with { Realise = new RealiseSettings { Wait = TimeSpan.FromMinutes(minutes) } };
        await using var house = await House.OpenAsync(SmimeOrTls, settings, store => new FailingKeys(store, _ => true));
        var record = await house.PassAsync(House.Anna, [Bernd]);
        await house.PassTimeAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1));
        if (restarts)
            await house.RestartAsync();
        await house.PassTimeAsync(TimeSpan.FromMinutes(minutes), TimeSpan.FromSeconds(1));

        record = await house.RecordAsync(record.Message.Id);
        var decided = Assert.Single(record.Events, entry => entry.Event.Kind == "decided").Event;
        Assert.Equal(TimeSpan.FromMinutes(minutes), decided.Time - record.Message.ReceivedAt);
        Assert.Equal([new Try(Method.Smime, false, "unknown"), new Try(Method.Tls, true, null)], record.Groups[0].Plan.Tried);
        Assert.Contains("keys unavailable: timed out", record.DecisionJson, StringComparison.Ordinal);
        Assert.Equal(TlsMode.Required, Assert.Single(house.Hop.Taken).MinimumTls);
        Assert.Single(record.Events, entry => entry.Event.Kind == "waiting");
    }

    [Fact]
    public async Task A_key_that_is_broken_is_waited_for_by_nobody()
    {
        await using var house = await House.OpenAsync(SmimeOrTls);
        await house.AddKeysAsync(house.Time.GetUtcNow().AddYears(-4), Bernd);

        var record = await house.PassAsync(House.Anna, [Bernd]);

        Assert.Equal([new Try(Method.Smime, false, "expired"), new Try(Method.Tls, true, null)], record.Groups[0].Plan.Tried);
        Assert.DoesNotContain(record.Events, entry => entry.Event.Kind == "waiting");
    }

    [Fact]
    public async Task A_dry_run_waits_for_nothing()
    {
        var mail = await DryRun.OfAsync(Smime, "From: anna@acme.example\nTo: b@partner.example\nSubject: x\n\nHello\n", new FailingKeys(FolderKeyStore.Empty, _ => true));

        Assert.Equal([new Try(Method.Smime, false, "unknown")], Assert.Single(mail.Groups).Group.Plan.Tried);
        Assert.Equal("keys unavailable: timed out", Assert.Single(mail.Unknown).Reason);
    }

    [Fact]
    public async Task A_held_message_is_not_released_on_a_guess()
    {
        var isDown = false;
        await using var house = await House.OpenAsync("rules: [ { id: wait, then: [ hold ] } ]", keys: store => new FailingKeys(store, _ => isDown));
        var record = await house.PassAsync(House.Anna, [Bernd]);
        house.Replace(SmimeOrTls);
        isDown = true;

        var answer = await house.Queue.ReleaseAsync(record.Message.Id, "admin", default);

        Assert.False(answer.Done);
        Assert.Contains("stays held: waiting for recipient.keys.smime", answer.Text, StringComparison.Ordinal);
        Assert.Equal(GroupState.Held, (await house.RecordAsync(record.Message.Id)).Groups[0].State);
    }

    [Fact]
    public async Task Each_source_is_waited_for_by_its_own_setting_from_its_own_first_failure()
    {
        var settings = House.Settings with { FactsWait = TimeSpan.FromMinutes(2), Realise = new RealiseSettings { Wait = TimeSpan.FromMinutes(4) } };
        await using var house = await House.OpenAsync(Smime);
        var message = (await house.PassAsync(House.Anna, [Bernd])).Message;
        var start = message.ReceivedAt;
        RegisterEntry[] past =
        [
            Noted("directory", start), Noted("keys", start.AddMinutes(1)),
        ];

        Assert.True(At(119).Awaits("directory"));
        Assert.False(At(120).Awaits("directory"));
        Assert.True(At(299).Awaits("keys"));
        Assert.False(At(300).Awaits("keys"));
        Assert.True(At(300).Awaits("message"));
        Assert.Equal(start.AddSeconds(120), At(110).WaitFor([new Unavailable("directory", "x", "y")]).Due);
        Assert.Empty(At(110).WaitFor([new Unavailable("directory", "x", "y")]).Events);

        Patience At(int seconds) => new(message, past, settings, start.AddSeconds(seconds));

        RegisterEntry Noted(string source, DateTimeOffset at) =>
            new(1, WaitingEntry.Make(message, new WaitingNote(source, ["x"], "y", at), at), "", "");
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_again_and_again_is_held_and_the_postmaster_told()
    {
        await using var house = await House.OpenAsync(Smime);
        var reply = await house.ReceiveAsync(House.Anna, [Bernd], "From: anna@acme.example\nTo: b@partner.example\n\nSecret words.\n");
        var id = reply.Text.Split(' ')[^1];
        house.Blobs.Unreadable = (await house.RecordAsync(id)).Message.Body.Id;

        await house.PassTimeAsync(TimeSpan.FromMinutes(50), TimeSpan.FromSeconds(5));
        var waiting = await house.RecordAsync(id);
        Assert.Equal((MessageState.Received, "waiting for our own store: could not be read"), (waiting.State, waiting.Note));
        Assert.InRange(house.Blobs.Asked.Count, 5, 15);
        await house.PassTimeAsync(TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(5));

        var held = await house.RecordAsync(id);
        Assert.Equal(GroupState.Held, Assert.Single(held.Groups).State);
        Assert.Contains(house.Hop.Taken, mail => mail.To.Contains("postmaster@acme.example"));
        Assert.DoesNotContain(house.Hop.Attempts, attempt => attempt.To.Contains(Bernd));

        house.Blobs.Unreadable = null;
        await house.AddKeysAsync(Bernd);
        Assert.True((await house.Queue.ReleaseAsync(id, "admin", default)).Done);
        await house.DrainAsync();
        Assert.Contains("enveloped-data", Assert.Single(house.Hop.Taken, mail => mail.To.Contains(Bernd)).Text, StringComparison.Ordinal);
    }
}
