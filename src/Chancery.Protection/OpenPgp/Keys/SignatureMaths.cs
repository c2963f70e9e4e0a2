using System.Security.Cryptography;
using Chancery.Protection.OpenPgp.Packets;
using Ed448 = Org.BouncyCastle.Math.EC.Rfc8032.Ed448;
using EdwardsKey = Chancery.Protection.Keys.EdwardsKey;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>The mathematics of a signature: does it fit the digest and the key.</summary>
internal static class SignatureMaths
{
    /// <summary>False also for what cannot be computed: whoever asks knows which algorithms are supported.</summary>
    public static bool Verifies(PgpSignature signature, PgpPublicKey key, byte[] digest)
    {
        if (!key.IsSupported || key.Version != signature.Version || !Fits(signature.Algorithm, key.Algorithm))
            return false;
        try
        {
            var octets = new Octets(signature.Material);
            return key.Algorithm switch
            {
                _ when key.IsRsa => Rsa(key, digest, signature.Hash, octets.Mpi()),
                PgpAlgorithm.Ecdsa => Ecdsa(key, digest, octets.Mpi(), octets.Mpi()),
                PgpAlgorithm.EdDsaLegacy => EdwardsKey.Verify(key.Point, digest, [.. Padded(octets.Mpi(), 32), .. Padded(octets.Mpi(), 32)]),
                PgpAlgorithm.Ed25519 => EdwardsKey.Verify(key.Point, digest, octets.Take(64).ToArray()),
                PgpAlgorithm.Ed448 => Ed448.Verify(octets.Take(114).ToArray(), 0, key.Point, 0, [], digest, 0, digest.Length),
                _ => false,
            };
        }
        catch (Exception damaged) when (damaged is PgpException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Filled with zeros in front.</summary>
    /// <exception cref="PgpException">It is longer.</exception>
    public static byte[] Padded(byte[] value, int length)
    {
        if (value.Length > length)
            throw new PgpException("a number that is too large");
        return value.Length == length ? value : [.. new byte[length - value.Length], .. value];
    }

    private static bool Fits(PgpAlgorithm signature, PgpAlgorithm key) =>
        signature == key || (signature is PgpAlgorithm.Rsa or PgpAlgorithm.RsaSign && key is PgpAlgorithm.Rsa or PgpAlgorithm.RsaSign);

    private static bool Rsa(PgpPublicKey key, byte[] digest, int hash, byte[] value)
    {
        if (key.Weakness is not null && key.Modulus.Length > 1024)
            return false;
        lock (key)
            return key.Rsa.VerifyHash(digest, Padded(value, key.Modulus.Length), PgpHashes.NameOf(hash)!.Value, RSASignaturePadding.Pkcs1);
    }

    private static bool Ecdsa(PgpPublicKey key, byte[] digest, byte[] r, byte[] s)
    {
        var length = key.Curve!.Octets;
        lock (key)
            return key.Ecdsa.VerifyHash(digest, (byte[])[.. Padded(r, length), .. Padded(s, length)]);
    }
}
