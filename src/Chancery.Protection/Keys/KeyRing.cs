using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Policy;

namespace Chancery.Protection.Keys;

/// <summary>The certificate to encrypt with, or why there is none.</summary>
public sealed record RecipientKey(KeyStatus Status, X509Certificate2? Certificate);

/// <summary>Picks from a tenant's keys what is good for a purpose now.</summary>
public sealed class KeyRing(IKeyStore store, TimeProvider time)
{
    /// <summary>For those who look for keys in another way than by address.</summary>
    public IKeyStore Store => store;

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
        var own = (await store.FindAsync(tenant, address, cancel)).Where(key => key.HasPrivateKey).ToList();
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
        var authorities = Authorities.Of(await store.AuthoritiesAsync(tenant, cancel));
        return
        [
            .. keys
                .Where(key => key.Kind == "smime")
                .Select(key => Judge(key, address, purpose, authorities))
                .OrderBy(entry => entry.Status).ThenByDescending(entry => entry.Key.NotAfter),
        ];
    }

    private (KeyStatus Status, X509Certificate2? Certificate, StoredKey Key) Judge(StoredKey key, string address, KeyPurpose purpose, Authorities authorities)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(key.Certificate);
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
            var known = authorities.Where(a => a.Role == KeyRole.Intermediate).Select(a => X509CertificateLoader.LoadCertificate(a.Certificate)).ToList();
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
