using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Support;
using Chancery.Policy;
using Chancery.Policy.Plans;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Tests.Protect;

/// <summary>Whatever goes wrong, nothing that was to be protected leaves in the clear.</summary>
public sealed class SafeDirectionTests
{
    private const string Smime = "rules: [ { id: safe, if: { recipient.domain: partner.example }, then: [ { protect: [smime] } ] } ]";
    private const string SignedSmime = "rules: [ { id: safe, if: { recipient.domain: partner.example }, then: [ { sign: smime }, { protect: [smime] } ] } ]";
    private const string TlsFirst = "rules: [ { id: safe, if: { recipient.domain: partner.example }, then: [ { protect: [tls, smime] } ] } ]";
    private const string Bernd = "b@partner.example";

    [Fact]
    public async Task Without_a_key_the_group_waits_and_the_sender_knows()
    {
        await using var house = await House.OpenAsync(Smime);

        var record = await house.PassAsync(House.Anna, [Bernd, "c@other.example"]);

        Assert.Equal(GroupState.Held, record.Groups.Single(group => group.Recipients.Contains(Bernd)).State);
        Assert.Equal(["c@other.example"], Assert.Single(house.Hop.Taken, mail => mail.From == House.Anna).To);
        Assert.Equal([House.Anna], Assert.Single(house.Hop.Taken, mail => mail.From.Length == 0).To);
    }

    [Theory]
    [InlineData(nameof(IKeyStore.FindAsync))]
    [InlineData(nameof(IKeyStore.AuthoritiesAsync))]
    public async Task A_key_that_cannot_be_looked_up_is_unknown_and_the_mail_waits(string broken)
    {
        await using var house = await House.OpenAsync(Smime, keys: store => new BrokenKeys(store, broken, from: 1));
        await house.AddKeysAsync(Bernd);

        var record = await house.PassLongAsync([Bernd]);

        var group = Assert.Single(record.Groups);
        Assert.Equal(GroupState.Held, group.State);
        Assert.Equal([new Try(Method.Smime, false, "unknown")], group.Plan.Tried);
        Assert.DoesNotContain(house.Hop.Attempts, attempt => attempt.To.Contains(Bernd));
    }

    [Fact]
    public async Task A_key_that_cannot_be_looked_up_gives_way_to_another_method_that_the_rule_accepts()
    {
        await using var house = await House.OpenAsync(
            "rules: [ { id: safe, then: [ { protect: [smime, tls] } ] } ]", keys: store => new BrokenKeys(store, nameof(IKeyStore.FindAsync), from: 1));

        await house.PassLongAsync([Bernd]);

        Assert.Equal(TlsMode.Required, Assert.Single(house.Hop.Taken).MinimumTls);
    }

    [Theory]
    [InlineData(nameof(IKeyStore.FindAsync), 3)]
    [InlineData(nameof(IKeyStore.AuthoritiesAsync), 1)]
    public async Task A_step_that_throws_holds_the_mail_and_calls_the_postmaster(string broken, int from)
    {
        await using var house = await House.OpenAsync(SignedSmime, keys: store => new BrokenKeys(store, broken, from));
        await house.AddKeysAsync(House.Anna, Bernd);

        var record = await house.PassLongAsync([Bernd]);

        Assert.All(record.Groups, group => Assert.Equal(GroupState.Held, group.State));
        Assert.DoesNotContain(house.Hop.Attempts, attempt => attempt.To.Contains(Bernd) || attempt.Text.Contains("Secret words", StringComparison.Ordinal));
        Assert.Contains(house.Hop.Taken, mail => mail.To.Contains("postmaster@acme.example"));
        Assert.DoesNotContain(record.Events, entry => entry.Event.Data.Contains("secret of the store", StringComparison.Ordinal));
        Assert.DoesNotContain(house.Hop.Taken, mail => mail.Text.Contains("secret of the store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tls_that_is_not_offered_gives_way_to_the_next_method_after_the_schedule()
    {
        var settings = House.Settings with { Delivery = new DeliverySettings { Retry = [TimeSpan.FromMinutes(1)], Expire = TimeSpan.FromDays(1) } };
        await using var house = await House.OpenAsync(TlsFirst, settings);
        await house.AddKeysAsync(Bernd);
        house.Hop.Answer = (mail, _) => mail.MinimumTls != TlsMode.None ? (TransportVerdict.Deferred, "no TLS there", "4.7.10") : null;

        var record = await house.PassAsync(House.Anna, [Bernd]);
        Assert.Empty(house.Hop.Taken);
        await house.PassTimeAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30));

        var delivered = Assert.Single(house.Hop.Taken);
        Assert.Contains("enveloped-data", delivered.Text, StringComparison.Ordinal);
        var after = await house.RecordAsync(record.Message.Id);
        Assert.Equal([GroupState.Superseded, GroupState.Delivered], after.Groups.Select(group => group.State));
        Assert.Equal(Method.Smime, after.Groups[1].Plan.Protection);
        Assert.Equal([new Try(Method.Tls, false, "not offered"), new Try(Method.Smime, true, null)], after.Groups[1].Plan.Tried);
    }

    [Fact]
    public async Task Tls_that_is_not_offered_without_another_method_ends_in_a_hold()
    {
        var settings = House.Settings with { Delivery = new DeliverySettings { Retry = [TimeSpan.FromMinutes(1)], Expire = TimeSpan.FromDays(1) } };
        await using var house = await House.OpenAsync(TlsFirst, settings);
        house.Hop.Answer = (mail, _) => mail.MinimumTls != TlsMode.None ? (TransportVerdict.Deferred, "no TLS there", "4.7.10") : null;

        var record = await house.PassAsync(House.Anna, [Bernd]);
        await house.PassTimeAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30));

        Assert.DoesNotContain(house.Hop.Taken, mail => mail.To.Contains(Bernd));
        Assert.Equal([GroupState.Superseded, GroupState.Held], (await house.RecordAsync(record.Message.Id)).Groups.Select(group => group.State));
    }

    /// <summary>A key store whose named call throws from the given time on.</summary>
    private sealed class BrokenKeys(IKeyStore store, string broken, int from) : IKeyStore
    {
        private int _calls;

        public Task AddAsync(TenantId tenant, StoredKey key, CancellationToken cancel) => store.AddAsync(tenant, key, cancel);

        public Task<IReadOnlyList<StoredKey>> ListAsync(TenantId tenant, CancellationToken cancel) => store.ListAsync(tenant, cancel);

        public Task<IReadOnlyList<StoredKey>> FindAsync(TenantId tenant, string address, CancellationToken cancel) =>
            Unless(nameof(FindAsync), store.FindAsync(tenant, address, cancel));

        public Task<IReadOnlyList<StoredKey>> AuthoritiesAsync(TenantId tenant, CancellationToken cancel) =>
            Unless(nameof(AuthoritiesAsync), store.AuthoritiesAsync(tenant, cancel));

        public Task<byte[]?> PrivateKeyAsync(TenantId tenant, string fingerprint, CancellationToken cancel) =>
            Unless(nameof(PrivateKeyAsync), store.PrivateKeyAsync(tenant, fingerprint, cancel));

        private Task<T> Unless<T>(string name, Task<T> answer) => name == broken && ++_calls >= from ? throw new InvalidOperationException("secret of the store") : answer;
    }
}
