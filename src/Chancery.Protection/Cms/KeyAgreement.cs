using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Chancery.Protection.Cms;

/// <summary>A key agreed with a recipient.</summary>
/// <param name="KeyOid">Of the ephemeral key.</param>
/// <param name="WrapKey">To be zeroed.</param>
internal sealed record AgreedKey(string SchemeOid, string KeyOid, byte[] EphemeralPublic, byte[] WrapKey);

/// <summary>ECDH on NIST and brainpool curves with the KDF of X9.63 (RFC 5753), and X25519 with HKDF (RFC 8418).</summary>
internal static class KeyAgreement
{
    public static AgreedKey ToRecipient(X509Certificate2 recipient, byte[] sharedInfo, int bits)
    {
        if (recipient.GetKeyAlgorithm() == Oids.X25519)
            return ToX25519(recipient.PublicKey.EncodedKeyValue.RawData, sharedInfo, bits);
        using var theirs = recipient.GetECDiffieHellmanPublicKey() ?? throw new ProtectionException("a recipient's key is of a kind that is not supported");
        using var ephemeral = ECDiffieHellman.Create(theirs.ExportParameters(false).Curve);
        var wrapKey = X963(ephemeral, theirs.PublicKey, HashAlgorithmName.SHA256, sharedInfo, bits);
        var point = ephemeral.ExportParameters(false).Q;
        return new AgreedKey(Oids.EcdhStdSha256Kdf, Oids.EcPublicKey, [4, .. point.X!, .. point.Y!], wrapKey);
    }

    /// <summary>ANSI X9.63 with one block of the hash, which is enough for every wrapping key.</summary>
    public static byte[] X963(ECDiffieHellman ours, ECDiffieHellmanPublicKey theirs, HashAlgorithmName hash, byte[] sharedInfo, int bits)
    {
        var block = ours.DeriveKeyFromHash(theirs, hash, null, [0, 0, 0, 1, .. sharedInfo]);
        if (block.Length * 8 >= bits)
            return block[..(bits / 8)];
        var next = ours.DeriveKeyFromHash(theirs, hash, null, [0, 0, 0, 2, .. sharedInfo]);
        return [.. block, .. next[..(bits / 8 - block.Length)]];
    }

    /// <summary>HKDF without salt (RFC 8418 section 2.2).</summary>
    public static byte[] Hkdf(HashAlgorithmName hash, byte[] secret, byte[] sharedInfo, int bits) => HKDF.DeriveKey(hash, secret, bits / 8, salt: null, sharedInfo);

    private static AgreedKey ToX25519(byte[] theirs, byte[] sharedInfo, int bits)
    {
        var ephemeral = RandomNumberGenerator.GetBytes(X25519.ScalarSize);
        var ours = new byte[X25519.PointSize];
        X25519.ScalarMultBase(ephemeral, 0, ours, 0);
        var secret = new byte[X25519.PointSize];
        try
        {
            if (theirs.Length != X25519.PointSize || !X25519.CalculateAgreement(ephemeral, 0, theirs, 0, secret, 0))
                throw new ProtectionException("a recipient's key is none that a key can be agreed with");
            return new AgreedKey(Oids.EcdhHkdfSha256, Oids.X25519, ours, Hkdf(HashAlgorithmName.SHA256, secret, sharedInfo, bits));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(ephemeral);
        }
    }
}
