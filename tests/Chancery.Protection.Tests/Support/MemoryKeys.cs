using Chancery.Policy;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Tests.Support;

/// <summary>A key store for one test: a private key already there stays when the same key comes without it.</summary>
internal sealed class MemoryKeys : IKeyStore
{
    private readonly Dictionary<string, StoredKey> _keys = [];

    public Task AddAsync(TenantId tenant, StoredKey key, CancellationToken cancel)
    {
        _keys[key.Fingerprint] = _keys.TryGetValue(key.Fingerprint, out var known) && !key.HasPrivateKey ? key with { HasPrivateKey = known.HasPrivateKey, PrivateKey = known.PrivateKey } : key;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredKey>> ListAsync(TenantId tenant, CancellationToken cancel) => Task.FromResult<IReadOnlyList<StoredKey>>([.. _keys.Values]);

    public Task<IReadOnlyList<StoredKey>> FindAsync(TenantId tenant, string address, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<StoredKey>>([.. _keys.Values.Where(key => key.Addresses.Contains(address.ToLowerInvariant()))]);

    public Task<IReadOnlyList<StoredKey>> AuthoritiesAsync(TenantId tenant, CancellationToken cancel) => Task.FromResult<IReadOnlyList<StoredKey>>([]);

    public Task<byte[]?> PrivateKeyAsync(TenantId tenant, string fingerprint, CancellationToken cancel) =>
        Task.FromResult(_keys.TryGetValue(fingerprint, out var key) ? (byte[]?)key.PrivateKey?.Clone() : null);
}
