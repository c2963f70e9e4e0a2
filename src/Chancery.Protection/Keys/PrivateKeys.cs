using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Keys;

/// <summary>Private keys as PKCS#8, through System.Security.Cryptography only.</summary>
internal static class PrivateKeys
{
    public const string Rsa = "1.2.840.113549.1.1.1";
    private const string Elliptic = "1.2.840.10045.2.1";

    public static bool IsSupported(X509Certificate2 certificate) => certificate.GetKeyAlgorithm() is Rsa or Elliptic || EdwardsKey.IsOf(certificate.GetKeyAlgorithm());

    public static AsymmetricAlgorithm Open(X509Certificate2 certificate, byte[] pkcs8)
    {
        if (EdwardsKey.IsOf(certificate.GetKeyAlgorithm()))
            return OpenEdwards(pkcs8);
        AsymmetricAlgorithm key = certificate.GetKeyAlgorithm() switch
        {
            Rsa => RSA.Create(),
            Elliptic => ECDsa.Create(),
            var other => throw new ProtectionException($"keys of algorithm {other} are not supported"),
        };
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            return key;
        }
        catch (CryptographicException broken)
        {
            key.Dispose();
            throw new ProtectionException("the private key cannot be read", broken);
        }
    }

    private static EdwardsKey OpenEdwards(byte[] pkcs8)
    {
        try
        {
            return EdwardsKey.Open(pkcs8);
        }
        catch (CryptographicException broken)
        {
            throw new ProtectionException("the private key cannot be read", broken);
        }
    }

    /// <summary>SubjectPublicKeyInfo and PKCS#8 of a key in any PEM form. The password is for encrypted ones.</summary>
    /// <exception cref="CryptographicException">Wrong password, or no RSA or elliptic key.</exception>
    public static (byte[] PublicKey, byte[] Pkcs8) FromPem(string pem, string? password)
    {
        Exception? first = null;
        foreach (var create in (Func<AsymmetricAlgorithm>[])[RSA.Create, ECDsa.Create])
        {
            using var key = create();
            try
            {
                if (password is not null && pem.Contains("ENCRYPTED", StringComparison.Ordinal))
                    key.ImportFromEncryptedPem(pem, password);
                else
                    key.ImportFromPem(pem);
                return (key.ExportSubjectPublicKeyInfo(), key.ExportPkcs8PrivateKey());
            }
            catch (Exception refused) when (refused is CryptographicException or ArgumentException)
            {
                first ??= refused;
            }
        }

        return EdwardsFromPem(pem, password) ?? throw new CryptographicException("not a key of a supported kind, or a wrong password", first);
    }

    private static (byte[] PublicKey, byte[] Pkcs8)? EdwardsFromPem(string pem, string? password)
    {
        var found = PemEncoding.Find(pem);
        var der = Convert.FromBase64String(pem[found.Base64Data]);
        try
        {
            var pkcs8 = pem[found.Label] switch
            {
                "PRIVATE KEY" => der,
                "ENCRYPTED PRIVATE KEY" => Pkcs8PrivateKeyInfo.DecryptAndDecode(password, der, out _).Encode(),
                _ => null,
            };
            if (pkcs8 is null)
                return null;
            using var key = EdwardsKey.Open(pkcs8);
            return (key.ExportSubjectPublicKeyInfo(), pkcs8);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
