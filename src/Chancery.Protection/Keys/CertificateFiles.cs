using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Keys;

/// <summary>Files that hold several certificates: PKCS#12 with their private keys, PKCS#7 without.</summary>
internal static class CertificateFiles
{
    /// <summary>Far above what programs write (OWASP advises 600,000), far below what would block for minutes.</summary>
    private const int MaxRounds = 10_000_000;

    private static readonly Pkcs12LoaderLimits Limits = new(Pkcs12LoaderLimits.Defaults)
    {
        MacIterationLimit = MaxRounds,
        IndividualKdfIterationLimit = MaxRounds,
        TotalKdfIterationLimit = 3 * MaxRounds,
    };

    /// <exception cref="CryptographicException">Wrong password, or damaged.</exception>
    public static IEnumerable<(X509Certificate2 Certificate, byte[]? Pkcs8)> Pkcs12(byte[] content, string? password)
    {
        foreach (var certificate in X509CertificateLoader.LoadPkcs12Collection(content, password, X509KeyStorageFlags.Exportable | X509KeyStorageFlags.EphemeralKeySet, Limits))
        {
            using (certificate)
                yield return (X509CertificateLoader.LoadCertificate(certificate.RawData), Pkcs8Of(certificate));
        }
    }

    /// <exception cref="CryptographicException">Damaged, or no signed data.</exception>
    public static IEnumerable<X509Certificate2> Pkcs7(byte[] content)
    {
        var bundle = new SignedCms();
        bundle.Decode(content);
        return bundle.Certificates;
    }

    private static byte[]? Pkcs8Of(X509Certificate2 certificate)
    {
        if (!certificate.HasPrivateKey)
            return null;
        using var rsa = certificate.GetRSAPrivateKey();
        using var elliptic = certificate.GetECDsaPrivateKey();
        return rsa?.ExportPkcs8PrivateKey() ?? elliptic?.ExportPkcs8PrivateKey();
    }
}
