using Chancery.Policy;
using Chancery.Policy.Testing.Given;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp.Making;

namespace Chancery.Engine.Simulate;

/// <summary>
/// A key store that adds, for recipients whose key is only given as valid by a facts file, a certificate or an OpenPGP key made for this run, so
/// that even then the dry run goes through the real encryption.
/// </summary>
public sealed class StandInKeys(IKeyStore keys, GivenFacts given, TimeProvider time) : IKeyStore
{
    private readonly Dictionary<string, StoredKey> _pgp = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, StoredKey> _made = new(StringComparer.OrdinalIgnoreCase);

    public async Task<IReadOnlyList<StoredKey>> FindAsync(TenantId tenant, string address, CancellationToken cancel)
    {
        var found = await keys.FindAsync(tenant, address, cancel);
        if (found.Count == 0 && given.IsGivenValid(address, "smime"))
            found = [StandInFor(address)];
        return given.IsGivenValid(address, "pgp") && found.All(key => key.Kind != KeyKinds.Pgp) ? [.. found, PgpStandInFor(address)] : found;
    }

    public async Task<IReadOnlyList<StoredKey>> AuthoritiesAsync(TenantId tenant, CancellationToken cancel) =>
        [.. await keys.AuthoritiesAsync(tenant, cancel), .. _made.Values.Select(key => key with { Role = KeyRole.Anchor })];

    public Task AddAsync(TenantId tenant, StoredKey key, CancellationToken cancel) => keys.AddAsync(tenant, key, cancel);

    public Task<IReadOnlyList<StoredKey>> ListAsync(TenantId tenant, CancellationToken cancel) => keys.ListAsync(tenant, cancel);

    public Task<byte[]?> PrivateKeyAsync(TenantId tenant, string fingerprint, CancellationToken cancel) => keys.PrivateKeyAsync(tenant, fingerprint, cancel);

    private StoredKey PgpStandInFor(string address)
    {
        if (!_pgp.TryGetValue(address, out var made))
            _pgp[address] = made = PgpKeyMaker.Make($"<{address}>", time.GetUtcNow().AddDays(-1)) with { HasPrivateKey = false, PrivateKey = null };
        return made;
    }

    private StoredKey StandInFor(string address)
    {
        if (!_made.TryGetValue(address, out var made))
            _made[address] = made = CertificateMaker.SelfSigned(address, time.GetUtcNow());
        return made;
    }
}
