using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Support;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Tests.Deliver;

/// <summary>A copy that has waited is looked at again before it leaves (<c>realise.max-age</c>).</summary>
public sealed class RenewalTests
{
    private const string SmimeOrTls = "rules: [ { id: safe, then: [ { protect: [smime, tls] } ] } ]";
    private const string Bernd = "b@partner.example";
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task With_the_same_keys_the_same_copy_leaves()
    {
        await using var house = await DeferredAsync(20);
        await house.AddKeysAsync(Bernd);
        var record = await house.PassAsync(House.Anna, [Bernd]);
        await house.PassTimeAsync(TimeSpan.FromMinutes(40), Step);

        Assert.Equal([GroupState.Delivered], (await house.RecordAsync(record.Message.Id)).Groups.Select(group => group.State));
        Assert.Equal(house.Hop.Attempts[0].Text, Assert.Single(house.Hop.Taken).Text);
    }

    [Fact]
    public async Task With_a_newer_key_a_new_copy_leaves_for_it()
    {
        await using var house = await DeferredAsync(20);
        await house.AddKeysAsync(Bernd);
        var record = await house.PassAsync(House.Anna, [Bernd]);
        await house.PassTimeAsync(TimeSpan.FromMinutes(8), Step);
        await house.AddKeysAsync(Bernd);
        await house.PassTimeAsync(TimeSpan.FromMinutes(40), Step);

        var groups = (await house.RecordAsync(record.Message.Id)).Groups;
        Assert.Equal([GroupState.Superseded, GroupState.Delivered], groups.Select(group => group.State));
        Assert.NotEqual(groups[0].Plan.EncryptedTo, groups[1].Plan.EncryptedTo);
        Assert.NotEqual(house.Hop.Attempts[0].Text, Assert.Single(house.Hop.Taken).Text);
        Assert.Contains("enveloped-data", house.Hop.Taken[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_expired_key_the_next_method_is_taken()
    {
        await using var house = await DeferredAsync(20);
        await house.AddKeysAsync(house.Time.GetUtcNow().AddDays(-365 * 3).AddMinutes(15), Bernd);
        var record = await house.PassAsync(House.Anna, [Bernd]);
        await house.PassTimeAsync(TimeSpan.FromMinutes(40), Step);

        var last = (await house.RecordAsync(record.Message.Id)).Groups[^1];
        Assert.Equal([new Try(Method.Smime, false, "expired"), new Try(Method.Tls, true, null)], last.Plan.Tried);
        Assert.Equal(TlsMode.Required, Assert.Single(house.Hop.Taken).MinimumTls);
    }

    [Fact]
    public async Task With_keys_that_cannot_be_looked_up_nothing_leaves_until_they_can()
    {
        var isDown = false;
        await using var house = await DeferredAsync(7, keys => new FailingKeys(keys, _ => isDown));
        await house.AddKeysAsync(Bernd);
        var record = await house.PassAsync(House.Anna, [Bernd]);
        await house.PassTimeAsync(TimeSpan.FromMinutes(8), Step);
        isDown = true;
        await house.PassTimeAsync(TimeSpan.FromMinutes(16), Step);

        Assert.Empty(house.Hop.Taken);
        Assert.Contains((await house.RecordAsync(record.Message.Id)).Events, entry => entry.Event.Kind == "waiting");
        isDown = false;
        await house.PassTimeAsync(TimeSpan.FromMinutes(2), Step);
        Assert.Equal(house.Hop.Attempts[0].Text, Assert.Single(house.Hop.Taken).Text);
    }

    [Fact]
    public async Task A_copy_made_by_a_rule_stays_bound_to_its_own_methods()
    {
        const string policy = "rules: [ { id: copies, if: { recipient.domain: other.example }, then: [ { copy: { to: b@partner.example, protect: [tls, smime] } } ] } ]";
        var settings = House.Settings with { Delivery = new DeliverySettings { Retry = [TimeSpan.FromMinutes(1)], Expire = TimeSpan.FromDays(1) } };
        await using var house = await House.OpenAsync(policy, settings);
        await house.AddKeysAsync(Bernd);
        house.Hop.Answer = (mail, _) => mail.MinimumTls != TlsMode.None ? (TransportVerdict.Deferred, "no TLS there", "4.7.10") : null;

        await house.PassAsync(House.Anna, ["c@other.example"]);
        await house.PassTimeAsync(TimeSpan.FromMinutes(5), Step);

        Assert.Contains("enveloped-data", Assert.Single(house.Hop.Taken, mail => mail.To.Contains(Bernd)).Text, StringComparison.Ordinal);
    }

    /// <summary>A next hop that takes nothing for some minutes.</summary>
    private static async Task<House> DeferredAsync(int minutes, Func<Protection.Keys.IKeyStore, Protection.Keys.IKeyStore>? keys = null)
    {
        var house = await House.OpenAsync(SmimeOrTls, keys: keys);
        var until = house.Time.GetUtcNow().AddMinutes(minutes);
        house.Hop.Answer = (_, _) => house.Time.GetUtcNow() < until ? (TransportVerdict.Deferred, "451 4.3.2 busy", "4.3.2") : null;
        return house;
    }
}
