using System.Collections.Concurrent;
using System.Security.Cryptography;
using Chancery.Protection.Keys;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>Certificates that were read and verified, by their octets: what they say does not change.</summary>
internal static class CertificateCache
{
    private const int Most = 2000;

    private static readonly ConcurrentDictionary<string, CertificateView?> Known = new(StringComparer.Ordinal);

    /// <summary>Null for one that cannot be read.</summary>
    public static CertificateView? Of(byte[] encoded)
    {
        var name = Convert.ToHexString(SHA256.HashData(encoded));
        if (Known.TryGetValue(name, out var known))
            return known;
        if (Known.Count >= Most)
            Known.Clear();
        return Known[name] = Read(encoded);
    }

    private static CertificateView? Read(byte[] encoded)
    {
        try
        {
            return new CertificateView(PgpCertificate.Read(encoded));
        }
        catch (Exception broken) when (broken is PgpException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
