using Chancery.Policy;
using Chancery.Protection.Keys;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>Picks from a tenant's OpenPGP keys what is good for a purpose now.</summary>
public sealed class PgpKeyRing(IKeyStore store, TimeProvider time)
{
    private readonly OpenedKeys _opened = new(store, time);

    internal OpenedKeys Opened => _opened;

    /// <summary>
    /// The state of the best key of an address to encrypt to, and the key where it is valid. Where the address has none of its own that
    /// is good, that of its domain's gateway counts; not so for one that was revoked.
    /// </summary>
    public async Task<(KeyStatus Status, PgpRecipient? Recipient)> ForEncryptionAsync(TenantId tenant, string address, CancellationToken cancel)
    {
        var own = await BestAsync(tenant, address, cancel);
        if (own.Status is KeyStatus.Valid or KeyStatus.Revoked || AssignedNames.OfDomainOf(address) is not { } domain)
            return own;
        var gateway = await BestAsync(tenant, domain, cancel);
        return gateway.Status == KeyStatus.Valid || own.Status == KeyStatus.None ? gateway : own;
    }

    private async Task<(KeyStatus Status, PgpRecipient? Recipient)> BestAsync(TenantId tenant, string name, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var judged = Judge(await store.FindAsync(tenant, name, cancel), name, PgpUse.Encrypt, now);
        return judged.Count == 0 ? (KeyStatus.None, null)
            : judged[0] is { Key: { } key, View: { } view } ? (KeyStatus.Valid, new PgpRecipient(view, key, now))
            : (judged[0].Status, null);
    }

    /// <summary>The state of the best key that an address could sign with.</summary>
    public async Task<KeyStatus> SigningStatusAsync(TenantId tenant, string address, CancellationToken cancel) =>
        Judge(OwnOf(await store.FindAsync(tenant, address, cancel)), address, PgpUse.Sign, time.GetUtcNow()).Select(entry => entry.Status).DefaultIfEmpty(KeyStatus.None).First();

    /// <summary>Null if the address has no valid key whose secret is here.</summary>
    /// <param name="address">Or the name of a domain or department (<see cref="AssignedNames"/>).</param>
    public async Task<PgpSigner?> ForSigningAsync(TenantId tenant, string address, CancellationToken cancel)
    {
        var own = OwnOf(await store.FindAsync(tenant, address, cancel));
        foreach (var entry in Judge(own, address, PgpUse.Sign, time.GetUtcNow()))
        {
            if (entry.Key is { } key && await _opened.FindAsync(tenant, entry.Stored, key, cancel) is { } secret)
                return new PgpSigner(secret);
        }

        return null;
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
                    var (status, view, found) = PgpJudge.Judge(key.Certificate, AssignedNames.IsAssigned(address) ? null : address, use, now);
                    return (Status: status, View: view, Key: found, Stored: key);
                })
                .OrderBy(entry => entry.Status).ThenByDescending(entry => entry.Stored.NotBefore),
        ];
    }
}
