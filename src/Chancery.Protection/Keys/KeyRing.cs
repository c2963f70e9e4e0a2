using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Policy;
using Chancery.Protection.OpenPgp.Keys;

namespace Chancery.Protection.Keys;

/// <summary>The certificate to encrypt with, or why there is none.</summary>
public sealed record RecipientKey(KeyStatus Status, X509Certificate2? Certificate);

/// <summary>Picks from a tenant's keys what is good for a purpose now.</summary>
public sealed class KeyRing(IKeyStore store, TimeProvider time)
{
    private readonly RevocationLists _lists = new();
    private readonly LoadedKeys _loaded = new(time);
    private readonly ConcurrentDictionary<TenantId, KnownCertificates> _known = new();

    /// <summary>For those who look for keys in another way than by address.</summary>
    public IKeyStore Store => store;

    /// <summary>The keys of the other kind.</summary>
    public PgpKeyRing Pgp { get; } = new(store, time);

    /// <summary>The state of the best OpenPGP key of an address.</summary>
    public async Task<KeyStatus> PgpStatusAsync(TenantId tenant, string address, CancellationToken cancel) => (await Pgp.ForEncryptionAsync(tenant, address, cancel)).Status;

    /// <summary>The state of the best key that an address could sign with by S/MIME.</summary>
    public async Task<KeyStatus> SigningStatusAsync(TenantId tenant, string address, CancellationToken cancel)
    {
        var found = await store.FindAsync(tenant, address, cancel);
        var own = found.Where(key => key.HasPrivateKey || key.Kind == KeyKinds.Revocation).ToList();
        return (await JudgeAsync(tenant, address, KeyPurpose.Sign, own, cancel)).Select(entry => entry.Status).DefaultIfEmpty(KeyStatus.None).First();
    }

    /// <summary>
    /// The valid certificate of the address that lasts longest; where the address has none of its own that is good, that of its domain's
    /// gateway; else the status of the one that comes nearest. One that was revoked has nobody to stand in for it.
    /// </summary>
    public async Task<RecipientKey> ForEncryptionAsync(TenantId tenant, string address, CancellationToken cancel)
    {
        var own = await BestAsync(tenant, address, cancel);
        if (own.Status is KeyStatus.Valid or KeyStatus.Revoked || AssignedNames.OfDomainOf(address) is not { } domain)
            return own;
        var gateway = await BestAsync(tenant, domain, cancel);
        return gateway.Status == KeyStatus.Valid || own.Status == KeyStatus.None ? gateway : own;
    }

    private async Task<RecipientKey> BestAsync(TenantId tenant, string name, CancellationToken cancel)
    {
        var judged = await JudgeAsync(tenant, name, KeyPurpose.Encrypt, await store.FindAsync(tenant, name, cancel), cancel);
        return judged.Count == 0 ? new RecipientKey(KeyStatus.None, null)
            : judged[0].Status == KeyStatus.Valid ? new RecipientKey(KeyStatus.Valid, judged[0].Certificate)
            : new RecipientKey(judged[0].Status, null);
    }

    /// <summary>Certificate, chain and private key to sign with; null if the address has none that is valid.</summary>
    /// <param name="address">Of the sender, or the name of a domain or department (<see cref="AssignedNames"/>).</param>
    public async Task<SigningIdentity?> ForSigningAsync(TenantId tenant, string address, CancellationToken cancel)
    {
        var own = (await store.FindAsync(tenant, address, cancel)).Where(key => key.HasPrivateKey || key.Kind == KeyKinds.Revocation).ToList();
        foreach (var (status, certificate, key) in await JudgeAsync(tenant, address, KeyPurpose.Sign, own, cancel))
        {
            if (status != KeyStatus.Valid)
                _loaded.Forget(tenant, key.Fingerprint);
            else if (await PrivateKeyAsync(tenant, key.Fingerprint, key.Fingerprint, pkcs8 => PrivateKeys.Open(certificate!, pkcs8), cancel) is { } lent)
                return new SigningIdentity(certificate!, (await TrustAsync(tenant, cancel)).ChainAbove(certificate!), lent);
        }

        return null;
    }

    /// <summary>Destroys all private keys that were opened; each is read from the store again when it is needed.</summary>
    public void Forget()
    {
        _loaded.Clear();
        Pgp.Opened.Forget();
    }

    /// <summary>What the tenant trusts now.</summary>
    internal async Task<KnownCertificates> TrustAsync(TenantId tenant, CancellationToken cancel)
    {
        var entries = await store.AuthoritiesAsync(tenant, cancel);
        if (_known.TryGetValue(tenant, out var known) && known.IsOf(entries))
            return known;
        return _known[tenant] = new KnownCertificates(entries, _lists);
    }

    /// <summary>Certificates of the tenant that there is a private key of; parsed once.</summary>
    internal async Task<IReadOnlyList<(string Fingerprint, X509Certificate2 Certificate)>> DecryptableAsync(TenantId tenant, CancellationToken cancel)
    {
        var known = await TrustAsync(tenant, cancel);
        var found = new List<(string, X509Certificate2)>();
        foreach (var key in (await store.ListAsync(tenant, cancel)).Where(key => key is { Kind: KeyKinds.Smime, HasPrivateKey: true }))
        {
            try
            {
                found.Add((key.Fingerprint, known.Certificate(key)));
            }
            catch (CryptographicException)
            {
                continue;
            }
        }

        return found;
    }

    /// <summary>The certificate was given to the domain of that address when it was imported, and not taken back.</summary>
    internal async Task<bool> IsOfDomainAsync(TenantId tenant, string address, string fingerprint, CancellationToken cancel)
    {
        if (AssignedNames.OfDomainOf(address) is not { } domain)
            return false;
        var found = await store.FindAsync(tenant, domain, cancel);
        return found.Any(key => key.Kind == KeyKinds.Smime && key.Fingerprint == fingerprint) && !KeyRevocation.In(found).Contains(fingerprint);
    }

    /// <summary>Fingerprints of the address's certificates that <c>keys revoke</c> took back.</summary>
    internal async Task<HashSet<string>> RevokedAsync(TenantId tenant, string address, CancellationToken cancel) =>
        KeyRevocation.In(await store.FindAsync(tenant, address, cancel));

    /// <summary>A private key to use for a moment; null if the store has none.</summary>
    /// <param name="place">What it is remembered by: the fingerprint, and what it was opened for where that makes a difference.</param>
    internal async Task<LentKey?> PrivateKeyAsync(TenantId tenant, string fingerprint, string place, Func<byte[], AsymmetricAlgorithm> open, CancellationToken cancel)
    {
        var loaded = _loaded.Of(tenant, place);
        if (loaded.Handles.Take() is { } free)
            return new LentKey(free, loaded.Handles);
        if (await store.PrivateKeyAsync(tenant, fingerprint, cancel) is not { } pkcs8)
            return null;
        try
        {
            return new LentKey(open(pkcs8), loaded.Handles);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private async Task<List<(KeyStatus Status, X509Certificate2? Certificate, StoredKey Key)>> JudgeAsync(
        TenantId tenant, string address, KeyPurpose purpose, IReadOnlyList<StoredKey> keys, CancellationToken cancel)
    {
        if (keys.Count == 0)
            return [];
        var known = await TrustAsync(tenant, cancel);
        var revoked = KeyRevocation.In(keys);
        return
        [
            .. keys
                .Where(key => key.Kind == KeyKinds.Smime)
                .Select(key => Judge(key, address, purpose, known, revoked))
                .OrderBy(entry => entry.Status).ThenByDescending(entry => entry.Key.NotAfter),
        ];
    }

    private (KeyStatus Status, X509Certificate2? Certificate, StoredKey Key) Judge(StoredKey key, string address, KeyPurpose purpose, KnownCertificates known, HashSet<string> revoked)
    {
        try
        {
            var certificate = known.Certificate(key);
            return (revoked.Contains(key.Fingerprint) ? KeyStatus.Revoked : known.Judge(key, address, purpose, time.GetUtcNow()), certificate, key);
        }
        catch (CryptographicException)
        {
            return (KeyStatus.Unreadable, null, key);
        }
    }
}

/// <summary>Who signs: the key lives in the system's cryptographic library; disposed, it goes back to where it was lent from.</summary>
/// <param name="Chain">Intermediate certificates, without the root.</param>
public sealed record SigningIdentity(X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Chain, LentKey Lent) : IDisposable
{
    public AsymmetricAlgorithm Key => Lent.Key;

    /// <summary>With a key from elsewhere, which is destroyed with this.</summary>
    /// <exception cref="ProtectionException">The key cannot be read.</exception>
    public static SigningIdentity Open(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> chain, byte[] pkcs8)
    {
        var alone = new KeyHandles();
        alone.Close();
        return new SigningIdentity(certificate, chain, new LentKey(PrivateKeys.Open(certificate, pkcs8), alone));
    }

    public void Dispose() => Lent.Dispose();
}
