using System.Security.Cryptography;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Protection.Tests.Keys;

/// <summary>Private keys are opened once and not for each mail, and yet never used a moment longer than they may.</summary>
public sealed class LoadedKeysTests
{
    private readonly FakeTimeProvider _time = new(KnownKeys.Now);
    private readonly CountingKeys _store = new(KnownKeys.Of(Letter.Anna, Letter.Bernd));

    [Fact]
    public async Task One_opening_serves_many_mails_and_each_tenant_has_its_own()
    {
        var ring = new KeyRing(_store, _time);
        for (var mail = 0; mail < 20; mail++)
            await SignAsync(ring, TenantId.Default);
        Assert.Equal(1, _store.Opened);

        await SignAsync(ring, new TenantId("other"));
        Assert.Equal(2, _store.Opened);
    }

    [Fact]
    public async Task Two_at_the_same_time_never_have_the_same_object()
    {
        var ring = new KeyRing(_store, _time);
        using var one = await ring.ForSigningAsync(TenantId.Default, Letter.Anna, default);
        using var other = await ring.ForSigningAsync(TenantId.Default, Letter.Anna, default);
        Assert.NotSame(one!.Key, other!.Key);
    }

    [Fact]
    public async Task Revoked_it_is_gone_at_once_and_what_is_lent_dies_with_its_return()
    {
        var ring = new KeyRing(_store, _time);
        var lent = await ring.ForSigningAsync(TenantId.Default, Letter.Anna, default);
        await SignAsync(ring, TenantId.Default);
        var key = lent!.Key;
        var own = Assert.Single(await _store.FindAsync(TenantId.Default, Letter.Anna, default));

        await _store.AddAsync(TenantId.Default, KeyRevocation.EntryFor(own, "lost", KnownKeys.Now), default);

        Assert.Null(await ring.ForSigningAsync(TenantId.Default, Letter.Anna, default));
        lent.Dispose();
        Assert.ThrowsAny<Exception>(() => ((ECDsa)key).SignData([1], HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task After_a_reload_and_after_some_minutes_it_is_read_anew()
    {
        var ring = new KeyRing(_store, _time);
        await SignAsync(ring, TenantId.Default);
        ring.Forget();
        await SignAsync(ring, TenantId.Default);
        Assert.Equal(2, _store.Opened);

        _time.Advance(TimeSpan.FromMinutes(6));
        await SignAsync(ring, TenantId.Default);
        Assert.Equal(3, _store.Opened);
    }

    [Fact]
    public async Task Given_back_it_cannot_be_used_any_more()
    {
        var identity = await new KeyRing(_store, _time).ForSigningAsync(TenantId.Default, Letter.Anna, default);
        identity!.Dispose();
        identity.Dispose();
        Assert.Throws<ObjectDisposedException>(() => identity.Key);
    }

    private static async Task SignAsync(KeyRing ring, TenantId tenant)
    {
        using var identity = await ring.ForSigningAsync(tenant, Letter.Anna, default);
        Assert.NotEmpty(((ECDsa)identity!.Key).SignData([1], HashAlgorithmName.SHA256));
    }

    private sealed class CountingKeys(KnownKeys keys) : IKeyStore
    {
        public int Opened { get; private set; }

        public Task AddAsync(TenantId tenant, StoredKey key, CancellationToken cancel) => keys.AddAsync(tenant, key, cancel);

        public Task<IReadOnlyList<StoredKey>> ListAsync(TenantId tenant, CancellationToken cancel) => keys.ListAsync(tenant, cancel);

        public Task<IReadOnlyList<StoredKey>> FindAsync(TenantId tenant, string address, CancellationToken cancel) => keys.FindAsync(tenant, address, cancel);

        public Task<IReadOnlyList<StoredKey>> AuthoritiesAsync(TenantId tenant, CancellationToken cancel) => keys.AuthoritiesAsync(tenant, cancel);

        public Task<byte[]?> PrivateKeyAsync(TenantId tenant, string fingerprint, CancellationToken cancel)
        {
            Opened++;
            return keys.PrivateKeyAsync(tenant, fingerprint, cancel);
        }
    }
}
