using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Policy;
using Chancery.Protection.Cms;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Smime.Opening;

/// <summary>Private keys of a tenant that an envelope names; also of certificates that have expired, for mail lives longer.</summary>
internal sealed class DecryptionKeys(KeyRing ring, TenantId tenant)
{
    private const int MaxTries = 20;

    /// <summary>Each with its private key, to be given back by the caller.</summary>
    public async Task<List<(SealedKey Sealed, LentKey Own)>> ForAsync(IReadOnlyList<SealedKey> keys, CancellationToken cancel)
    {
        var found = new List<(SealedKey, LentKey)>();
        foreach (var (fingerprint, certificate) in await ring.DecryptableAsync(tenant, cancel))
        {
            if (keys.FirstOrDefault(key => key.Id.Is(certificate)) is not { } named)
                continue;
            if (await ring.PrivateKeyAsync(tenant, fingerprint, fingerprint + "/decrypt", pkcs8 => Open(certificate, pkcs8), cancel) is not { } own)
                continue;
            found.Add((named, own));
            if (found.Count == MaxTries)
                break;
        }

        return found;
    }

    private static AsymmetricAlgorithm Open(X509Certificate2 certificate, byte[] pkcs8)
    {
        if (certificate.GetKeyAlgorithm() != Oids.EcPublicKey)
            return PrivateKeys.Open(certificate, pkcs8);
        var elliptic = ECDiffieHellman.Create();
        elliptic.ImportPkcs8PrivateKey(pkcs8, out _);
        return elliptic;
    }
}
