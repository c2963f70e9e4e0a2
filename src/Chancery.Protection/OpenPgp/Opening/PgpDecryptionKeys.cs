using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp.Keys;

namespace Chancery.Protection.OpenPgp.Opening;

/// <summary>Private keys of a tenant that a message names, or may be for where it hides its recipients; also of keys that are over, for mail lives longer.</summary>
internal sealed class PgpDecryptionKeys(IKeyStore store, TenantId tenant, OpenedKeys opened)
{
    private const int MaxTries = 20;

    /// <summary>Each with its opened private key, which is shared.</summary>
    public async Task<List<(EncryptedKey Sealed, PgpSecretKey Own)>> ForAsync(IReadOnlyList<EncryptedKey> keys, CancellationToken cancel)
    {
        var found = new List<(EncryptedKey, PgpSecretKey)>();
        var own = (await store.ListAsync(tenant, cancel)).Where(key => key is { Kind: KeyKinds.Pgp, HasPrivateKey: true }).ToList();
        // Those that are named first: others would only cost tries.
        foreach (var sealedKey in keys.OrderBy(key => key.IsAnonymous))
        {
            foreach (var (stored, key) in own.SelectMany(stored => CandidatesOf(stored, sealedKey).Select(key => (stored, key))))
            {
                if (found.Count == MaxTries)
                    return found;
                if (await opened.FindAsync(tenant, stored, key, cancel) is { } secret)
                    found.Add((sealedKey, secret));
            }
        }

        return found;
    }

    private static IEnumerable<PgpPublicKey> CandidatesOf(StoredKey stored, EncryptedKey sealedKey) =>
        CertificateCache.Of(stored.Certificate)?.Certificate.Keys.Where(key => key is { IsSupported: true, CanEncrypt: true } && (sealedKey.IsAnonymous ? sealedKey.Algorithm == key.Algorithm : sealedKey.Names(key))) ?? [];
}
