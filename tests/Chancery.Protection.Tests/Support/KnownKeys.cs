using Chancery.Policy;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Tests.Support;

/// <summary>A key store of given keys: an authority, and certificates with their private keys below it.</summary>
internal sealed class KnownKeys : IKeyStore
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly List<StoredKey> _keys = [];

    /// <param name="addresses">Each gets a certificate.</param>
    public static KnownKeys Of(params string[] addresses)
    {
        using var maker = new CertificateMaker($"CA of {addresses[0]}", Now);
        var keys = new KnownKeys();
        keys._keys.Add(maker.Anchor);
        keys._keys.AddRange(addresses.Select(address => maker.MailCertificate(address, address)));
        return keys;
    }

    public KnownKeys Without(string address)
    {
        var keys = new KnownKeys();
        keys._keys.AddRange(_keys.Where(key => !key.Addresses.Contains(address)));
        return keys;
    }

    public Task AddAsync(TenantId tenant, StoredKey key, CancellationToken cancel)
    {
        _keys.Add(key);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredKey>> ListAsync(TenantId tenant, CancellationToken cancel) => Of(_keys);

    public Task<IReadOnlyList<StoredKey>> FindAsync(TenantId tenant, string address, CancellationToken cancel) => Of(_keys.Where(key => key.Addresses.Contains(address)));

    public Task<IReadOnlyList<StoredKey>> AuthoritiesAsync(TenantId tenant, CancellationToken cancel) => Of(_keys.Where(key => key.Role != KeyRole.EndEntity));

    public Task<byte[]?> PrivateKeyAsync(TenantId tenant, string fingerprint, CancellationToken cancel) =>
        Task.FromResult(_keys.FirstOrDefault(key => key.Fingerprint == fingerprint)?.PrivateKey?.ToArray());

    private static Task<IReadOnlyList<StoredKey>> Of(IEnumerable<StoredKey> keys) => Task.FromResult<IReadOnlyList<StoredKey>>([.. keys]);
}
