using System.Security.Cryptography;
using Chancery.Policy;
using Chancery.Protection.Keys;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>Picks from a tenant's OpenPGP keys what is good for a purpose now.</summary>
public sealed class PgpKeyRing(IKeyStore store, TimeProvider time)
{
    /// <summary>The state of the best key of an address to encrypt to, and the key where it is valid.</summary>
    public async Task<(KeyStatus Status, PgpRecipient? Recipient)> ForEncryptionAsync(TenantId tenant, string address, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var judged = Judge(await store.FindAsync(tenant, address, cancel), address, PgpUse.Encrypt, now);
        return judged.Count == 0 ? (KeyStatus.None, null)
            : judged[0] is { Key: { } key, View: { } view } ? (KeyStatus.Valid, new PgpRecipient(view, key, now))
            : (judged[0].Status, null);
    }

    /// <summary>The state of the best key that an address could sign with.</summary>
    public async Task<KeyStatus> SigningStatusAsync(TenantId tenant, string address, CancellationToken cancel) =>
        Judge(OwnOf(await store.FindAsync(tenant, address, cancel)), address, PgpUse.Sign, time.GetUtcNow()).Select(entry => entry.Status).DefaultIfEmpty(KeyStatus.None).First();

    /// <summary>Null if the address has no valid key whose secret is here.</summary>
    public async Task<PgpSigner?> ForSigningAsync(TenantId tenant, string address, CancellationToken cancel)
    {
        var own = OwnOf(await store.FindAsync(tenant, address, cancel));
        foreach (var entry in Judge(own, address, PgpUse.Sign, time.GetUtcNow()))
        {
            if (entry.Key is { } key && await SecretOf(tenant, entry.Stored, key, cancel) is { } secret)
                return new PgpSigner(secret);
        }

        return null;
    }

    /// <summary>The secret of one key, opened; null if it is not here.</summary>
    internal async Task<PgpSecretKey?> SecretOf(TenantId tenant, StoredKey stored, PgpPublicKey key, CancellationToken cancel)
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

    private static List<StoredKey> OwnOf(IReadOnlyList<StoredKey> keys) => [.. keys.Where(key => key.HasPrivateKey || key.Kind == KeyKinds.Revocation)];

    private static List<(KeyStatus Status, CertificateView? View, PgpPublicKey? Key, StoredKey Stored)> Judge(IReadOnlyList<StoredKey> keys, string address, PgpUse use, DateTimeOffset now)
    {
        var revoked = KeyRevocation.In(keys);
        return
        [
            .. keys.Where(key => key.Kind == KeyKinds.Pgp)
                .Select(key =>
                {
                    if (revoked.Contains(key.Fingerprint))
                        return (KeyStatus.Revoked, null, null, key);
                    var (status, view, found) = PgpJudge.Judge(key.Certificate, address, use, now);
                    return (Status: status, View: view, Key: found, Stored: key);
                })
                .OrderBy(entry => entry.Status).ThenByDescending(entry => entry.Stored.NotBefore),
        ];
    }
}
