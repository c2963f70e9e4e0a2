using System.Collections.Concurrent;
using System.Security.Cryptography;
using Chancery.Policy;
using Chancery.Protection.Keys;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>
/// Private keys that were opened, for some minutes: opening one costs more than using it. Whether a key may be used is asked of the
/// store each time; only its secret is remembered.
/// </summary>
internal sealed class OpenedKeys(IKeyStore store, TimeProvider time)
{
    private const int Most = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (PgpSecretKey Key, DateTimeOffset Until)> _keys = new(StringComparer.Ordinal);

    /// <summary>Null if it is not here. Shared: nobody disposes it.</summary>
    public async Task<PgpSecretKey?> FindAsync(TenantId tenant, StoredKey stored, PgpPublicKey key, CancellationToken cancel)
    {
        var (name, now) = ($"{tenant}/{Convert.ToHexString(key.Fingerprint)}", time.GetUtcNow());
        if (_keys.TryGetValue(name, out var known) && known.Until > now)
            return known.Key;
        if (await OpenAsync(tenant, stored, key, cancel) is not { } opened)
            return null;
        if (_keys.Count >= Most)
            _keys.Clear();
        _keys[name] = (opened, now + Kept);
        return opened;
    }

    /// <summary>Each is read from the store again when it is needed.</summary>
    public void Forget() => _keys.Clear();

    private async Task<PgpSecretKey?> OpenAsync(TenantId tenant, StoredKey stored, PgpPublicKey key, CancellationToken cancel)
    {
        if (await store.PrivateKeyAsync(tenant, stored.Fingerprint, cancel) is not { } packets)
            return null;
        try
        {
            if (SecretKeyPackets.Find(packets, key) is not { } material)
                return null;
            try
            {
                return PgpSecretKey.Open(key, material);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(material);
            }
        }
        catch (PgpException broken)
        {
            throw new ProtectionException("the private key cannot be read", broken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(packets);
        }
    }
}
