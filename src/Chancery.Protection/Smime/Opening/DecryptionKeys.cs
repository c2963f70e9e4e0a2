using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Policy;
using Chancery.Protection.Cms;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Smime.Opening;

/// <summary>Private keys of a tenant that an envelope names; also of certificates that have expired, for mail lives longer.</summary>
internal sealed class DecryptionKeys(IKeyStore store, TenantId tenant)
{
    private const int MaxTries = 20;

    /// <summary>Each with its opened private key, to be disposed by the caller.</summary>
    public async Task<List<(SealedKey Sealed, AsymmetricAlgorithm Own)>> ForAsync(IReadOnlyList<SealedKey> keys, CancellationToken cancel)
    {
        var found = new List<(SealedKey, AsymmetricAlgorithm)>();
        foreach (var own in (await store.ListAsync(tenant, cancel)).Where(key => key is { Kind: "smime", HasPrivateKey: true }))
        {
            using var certificate = LoadOrNull(own.Certificate);
            if (certificate is null || keys.FirstOrDefault(key => key.Id.Is(certificate)) is not { } named)
                continue;
            if (await store.PrivateKeyAsync(tenant, own.Fingerprint, cancel) is not { } pkcs8)
                continue;
            found.Add((named, Open(certificate, pkcs8)));
            if (found.Count == MaxTries)
                break;
        }

        return found;
    }

    private static X509Certificate2? LoadOrNull(byte[] der)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static AsymmetricAlgorithm Open(X509Certificate2 certificate, byte[] pkcs8)
    {
        try
        {
            if (certificate.GetKeyAlgorithm() != Oids.EcPublicKey)
                return PrivateKeys.Open(certificate, pkcs8);
            var elliptic = ECDiffieHellman.Create();
            elliptic.ImportPkcs8PrivateKey(pkcs8, out _);
            return elliptic;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }
}
