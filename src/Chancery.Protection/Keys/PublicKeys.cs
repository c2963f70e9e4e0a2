using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Keys;

/// <summary>The RSA keys of certificates, opened once for each certificate object and gone with it.</summary>
internal static class PublicKeys
{
    private static readonly ConditionalWeakTable<X509Certificate2, KeyHandles> Opened = [];

    public static bool IsRsa(X509Certificate2 certificate) => certificate.GetKeyAlgorithm() == PrivateKeys.Rsa;

    /// <exception cref="CryptographicException">The key cannot be read, or is too small for the content.</exception>
    public static byte[] Encrypt(X509Certificate2 certificate, byte[] content, RSAEncryptionPadding padding)
    {
        var handles = Opened.GetOrCreateValue(certificate);
        var key = (RSA?)handles.Take() ?? certificate.GetRSAPublicKey() ?? throw new CryptographicException("no RSA key");
        try
        {
            return key.Encrypt(content, padding);
        }
        finally
        {
            handles.GiveBack(key);
        }
    }
}
