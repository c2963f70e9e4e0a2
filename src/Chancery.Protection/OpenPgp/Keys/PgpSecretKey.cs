using System.Numerics;
using System.Security.Cryptography;
using Chancery.Protection.OpenPgp.Packets;
using Curve448 = Org.BouncyCastle.Math.EC.Rfc7748.X448;
using Ed25519 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;
using Ed448 = Org.BouncyCastle.Math.EC.Rfc8032.Ed448;
using X25519 = Org.BouncyCastle.Math.EC.Rfc7748.X25519;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>A private key ready for use: RSA and the platform's curves live in its cryptographic library, those of 25519 and 448 here.</summary>
internal sealed class PgpSecretKey : IDisposable
{
    private readonly AsymmetricAlgorithm? _platform;
    private readonly byte[] _secret = [];

    private PgpSecretKey(PgpPublicKey key, AsymmetricAlgorithm platform) => (Public, _platform) = (key, platform);

    private PgpSecretKey(PgpPublicKey key, byte[] secret) => (Public, _secret) = (key, secret);

    public PgpPublicKey Public { get; }

    /// <param name="material">As in an unprotected packet; a checksum behind it is left unread. Zeroed by the caller.</param>
    /// <exception cref="PgpException">It does not fit the public key.</exception>
    public static PgpSecretKey Open(PgpPublicKey key, byte[] material)
    {
        try
        {
            var octets = new Octets(material);
            return key.Algorithm switch
            {
                _ when !key.IsSupported => throw new PgpException("a private key of an algorithm that is not supported"),
                _ when key.IsRsa => new PgpSecretKey(key, Rsa(key, ref octets)),
                PgpAlgorithm.EdDsaLegacy => new PgpSecretKey(key, SignatureMaths.Padded(octets.Mpi(), 32)),
                PgpAlgorithm.Ecdh when key.Curve!.Is25519 => new PgpSecretKey(key, [.. SignatureMaths.Padded(octets.Mpi(), 32).Reverse()]),
                PgpAlgorithm.Ecdh => new PgpSecretKey(key, ECDiffieHellman.Create(Elliptic(key, ref octets))),
                PgpAlgorithm.Ecdsa => new PgpSecretKey(key, ECDsa.Create(Elliptic(key, ref octets))),
                _ => new PgpSecretKey(key, octets.Take(key.Point.Length).ToArray()),
            };
        }
        catch (Exception unfit) when (unfit is CryptographicException or ArgumentException or DivideByZeroException)
        {
            throw new PgpException("a private key that does not fit its public key");
        }
    }

    /// <returns>The algorithm's part of a signature packet.</returns>
    public byte[] Sign(byte[] digest, int hash)
    {
        var length = Public.Curve?.Octets ?? 0;
        switch (Public.Algorithm)
        {
            case PgpAlgorithm.Rsa or PgpAlgorithm.RsaSign:
                lock (_platform!)
                    return PacketWriting.Mpi(((RSA)_platform).SignHash(digest, PgpHashes.NameOf(hash)!.Value, RSASignaturePadding.Pkcs1));
            case PgpAlgorithm.Ecdsa:
                byte[] pair;
                lock (_platform!)
                    pair = ((ECDsa)_platform).SignHash(digest);
                return [.. PacketWriting.Mpi(pair.AsSpan(0, length)), .. PacketWriting.Mpi(pair.AsSpan(length))];
            case PgpAlgorithm.EdDsaLegacy:
                var signature = SignEdwards(digest);
                return [.. PacketWriting.Mpi(signature.AsSpan(0, 32)), .. PacketWriting.Mpi(signature.AsSpan(32))];
            case PgpAlgorithm.Ed25519:
                return SignEdwards(digest);
            case PgpAlgorithm.Ed448:
                var large = new byte[Ed448.SignatureSize];
                Ed448.Sign(_secret, 0, [], digest, 0, digest.Length, large, 0);
                return large;
            default:
                throw new ProtectionException("the key is not made for signing");
        }
    }

    /// <exception cref="CryptographicException">It does not open.</exception>
    public byte[] DecryptRsa(byte[] value)
    {
        lock (_platform!)
            return ((RSA)_platform).Decrypt(SignatureMaths.Padded(value, Public.Modulus.Length), RSAEncryptionPadding.Pkcs1);
    }

    /// <summary>The secret that both sides share; to be zeroed.</summary>
    /// <exception cref="CryptographicException">With that point none can be agreed.</exception>
    public byte[] Agree(byte[] ephemeral)
    {
        if (_platform is ECDiffieHellman own)
        {
            using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = Public.Curve!.Platform!.Value, Q = Public.Curve.Point(ephemeral) });
            lock (own)
                return own.DeriveRawSecretAgreement(theirs.PublicKey);
        }

        var shared = new byte[_secret.Length];
        var agreed = Public.Algorithm == PgpAlgorithm.X448
            ? ephemeral.Length == Curve448.PointSize && Curve448.CalculateAgreement(_secret, 0, ephemeral, 0, shared, 0)
            : ephemeral.Length == X25519.PointSize && X25519.CalculateAgreement(_secret, 0, ephemeral, 0, shared, 0);
        return agreed ? shared : throw new CryptographicException("no key can be agreed with that public key");
    }

    public void Dispose()
    {
        _platform?.Dispose();
        CryptographicOperations.ZeroMemory(_secret);
    }

    private byte[] SignEdwards(byte[] digest)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_secret, 0, digest, 0, digest.Length, signature, 0);
        return signature;
    }

    /// <summary>In OpenPGP p is the smaller prime and u its inverse; the platform has them the other way round.</summary>
    private static RSA Rsa(PgpPublicKey key, ref Octets octets)
    {
        var (d, p, q, u) = (octets.Mpi(), octets.Mpi(), octets.Mpi(), octets.Mpi());
        var (full, half) = (key.Modulus.Length, (key.Modulus.Length + 1) / 2);
        return RSA.Create(new RSAParameters
        {
            Modulus = key.Modulus,
            Exponent = key.Exponent,
            D = SignatureMaths.Padded(d, full),
            P = SignatureMaths.Padded(q, half),
            Q = SignatureMaths.Padded(p, half),
            DP = Reduced(d, q, half),
            DQ = Reduced(d, p, half),
            InverseQ = SignatureMaths.Padded(u, half),
        });
    }

    private static byte[] Reduced(byte[] d, byte[] prime, int length)
    {
        var rest = Number(d) % (Number(prime) - 1);
        return SignatureMaths.Padded(rest.ToByteArray(isUnsigned: true, isBigEndian: true), length);
    }

    private static BigInteger Number(byte[] octets) => new(octets, isUnsigned: true, isBigEndian: true);

    private static ECParameters Elliptic(PgpPublicKey key, ref Octets octets) =>
        new() { Curve = key.Curve!.Platform!.Value, Q = key.Curve.Point(key.Point), D = SignatureMaths.Padded(octets.Mpi(), key.Curve.Octets) };
}
