using Chancery.Policy;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Tests.Support;

/// <summary>A key store that is down as long as a test says so.</summary>
internal sealed class FailingKeys(IKeyStore store, Func<string, bool> isDown) : IKeyStore
{
    public Task AddAsync(TenantId tenant, StoredKey key, CancellationToken cancel) => store.AddAsync(tenant, key, cancel);

    public Task<IReadOnlyList<StoredKey>> ListAsync(TenantId tenant, CancellationToken cancel) => store.ListAsync(tenant, cancel);

    public Task<IReadOnlyList<StoredKey>> FindAsync(TenantId tenant, string address, CancellationToken cancel) =>
        Unless(nameof(FindAsync), () => store.FindAsync(tenant, address, cancel));

    public Task<IReadOnlyList<StoredKey>> AuthoritiesAsync(TenantId tenant, CancellationToken cancel) =>
        Unless(nameof(AuthoritiesAsync), () => store.AuthoritiesAsync(tenant, cancel));

    public Task<byte[]?> PrivateKeyAsync(TenantId tenant, string fingerprint, CancellationToken cancel) =>
        Unless(nameof(PrivateKeyAsync), () => store.PrivateKeyAsync(tenant, fingerprint, cancel));

    private Task<T> Unless<T>(string call, Func<Task<T>> answer) => isDown(call) ? throw new TimeoutException("secret of the store") : answer();
}
