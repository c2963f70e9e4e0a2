using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Keys;

/// <summary>What a certificate is known by: SHA-256 of its DER, lower-case hex.</summary>
public static class Fingerprint
{
    public static string Of(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
}
