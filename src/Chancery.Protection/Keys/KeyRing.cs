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

    /// <summary>The valid certificate that lasts longest; else the status of the one that comes nearest.</summary>
    public async Task<RecipientKey> ForEncryptionAsync(TenantId tenant, string address, CancellationToken cancel)
    {
        var judged = await JudgeAsync(tenant, address, KeyPurpose.Encrypt, await store.FindAsync(tenant, address, cancel), cancel);
        return judged.Count == 0 ? new RecipientKey(KeyStatus.None, null)
            : judged[0].Status == KeyStatus.Valid ? new RecipientKey(KeyStatus.Valid, judged[0].Certificate)
            : new RecipientKey(judged[0].Status, null);
    }

    /// <summary>Certificate, chain and private key to sign with; null if the address has none that is valid.</summary>
    public async Task<SigningIdentity?> ForSigningAsync(TenantId tenant, string address, CancellationToken cancel)
    {
        var own = (await store.FindAsync(tenant, address, cancel)).Where(key => key.HasPrivateKey || key.Kind == KeyKinds.Revocation).ToList();
        foreach (var (status, certificate, key) in await JudgeAsync(tenant, address, KeyPurpose.Sign, own, cancel))
        {
            if (status == KeyStatus.Valid && await store.PrivateKeyAsync(tenant, key.Fingerprint, cancel) is { } pkcs8)
                return IdentityOf(certificate, await store.AuthoritiesAsync(tenant, cancel), pkcs8);
        }

        return null;
    }

    private async Task<List<(KeyStatus Status, X509Certificate2? Certificate, StoredKey Key)>> JudgeAsync(
        TenantId tenant, string address, KeyPurpose purpose, IReadOnlyList<StoredKey> keys, CancellationToken cancel)
    {
        if (keys.Count == 0)
            return [];
        var known = await store.AuthoritiesAsync(tenant, cancel);
        var authorities = Authorities.Of(known) with { Lists = _lists.Of(known) };
        var revoked = KeyRevocation.In(keys);
        return
        [
            .. keys
                .Where(key => key.Kind == KeyKinds.Smime)
                .Select(key => Judge(key, address, purpose, authorities, revoked))
                .OrderBy(entry => entry.Status).ThenByDescending(entry => entry.Key.NotAfter),
        ];
    }

    private (KeyStatus Status, X509Certificate2? Certificate, StoredKey Key) Judge(StoredKey key, string address, KeyPurpose purpose, Authorities authorities, HashSet<string> revoked)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(key.Certificate);
            if (revoked.Contains(key.Fingerprint))
                return (KeyStatus.Revoked, certificate, key);
            return (CertificateJudge.Judge(certificate, address, purpose, authorities, time.GetUtcNow()), certificate, key);
        }
        catch (CryptographicException)
        {
            return (KeyStatus.Unreadable, null, key);
        }
    }

    /// <summary>The chain goes along without its root, which a verifier must have by itself.</summary>
    private static SigningIdentity IdentityOf(X509Certificate2? certificate, IReadOnlyList<StoredKey> authorities, byte[] pkcs8)
    {
        try
        {
            var chain = new List<X509Certificate2>();
            var issuer = certificate!.IssuerName.RawData;
            var known = authorities.Where(a => a is { Role: KeyRole.Intermediate, Kind: KeyKinds.Smime }).Select(a => X509CertificateLoader.LoadCertificate(a.Certificate)).ToList();
            while (known.FirstOrDefault(c => c.SubjectName.RawData.AsSpan().SequenceEqual(issuer)) is { } next && !chain.Contains(next))
            {
                chain.Add(next);
                issuer = next.IssuerName.RawData;
            }

            return new SigningIdentity(certificate, chain, PrivateKeys.Open(certificate, pkcs8));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }
}

/// <summary>Who signs: the key lives in the system's cryptographic library and is gone when this is disposed.</summary>
/// <param name="Chain">Intermediate certificates, without the root.</param>
public sealed record SigningIdentity(X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Chain, AsymmetricAlgorithm Key) : IDisposable
{
    public void Dispose() => Key.Dispose();
}
