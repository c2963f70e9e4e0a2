using System.Security.Cryptography;
using Chancery.Protection.Cms;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;
using Curve = Org.BouncyCastle.Math.EC.Rfc7748.X25519;
using Curve448 = Org.BouncyCastle.Math.EC.Rfc7748.X448;

namespace Chancery.Protection.OpenPgp.Sealing;

/// <summary>Puts a session key under a recipient's key (RFC 9580 section 5.1): version 3 for the old form of encrypted data, version 6 for the new.</summary>
internal static class SessionKeyWrapping
{
    public static byte[] Packet(PgpPublicKey recipient, byte[] key, int cipher, bool isNew)
    {
        byte[] name = isNew
            ? [6, (byte)(1 + recipient.Fingerprint.Length), (byte)recipient.Version, .. recipient.Fingerprint]
            : [3, .. recipient.KeyId];
        return PacketWriting.Packet(PacketTag.EncryptedKey, [.. name, (byte)recipient.Algorithm, .. Fields(recipient, key, cipher, isNew)]);
    }

    private static byte[] Fields(PgpPublicKey recipient, byte[] key, int cipher, bool isNew)
    {
        byte[] session = [.. isNew ? [] : new[] { (byte)cipher }, .. key, .. SessionKeys.Checksum(key)];
        switch (recipient.Algorithm)
        {
            case PgpAlgorithm.Rsa or PgpAlgorithm.RsaEncrypt:
                lock (recipient)
                    return PacketWriting.Mpi(recipient.Rsa.Encrypt(session, RSAEncryptionPadding.Pkcs1));
            case PgpAlgorithm.Ecdh:
                var (point, shared) = Ephemeral(recipient);
                var wrapped = KeyWrap.Wrap(SessionKeys.EcdhKey(recipient, shared), SessionKeys.Padded(session));
                return [.. PacketWriting.Mpi(point), (byte)wrapped.Length, .. wrapped];
            case PgpAlgorithm.X25519 or PgpAlgorithm.X448:
                var (raw, secret) = Ephemeral(recipient);
                var inner = KeyWrap.Wrap(SessionKeys.HkdfKey(recipient, raw, secret), key);
                return [.. raw, (byte)(inner.Length + (isNew ? 0 : 1)), .. isNew ? [] : new[] { (byte)cipher }, .. inner];
            default:
                throw new ProtectionException("the recipient's key is of an algorithm that is not supported");
        }
    }

    /// <summary>A key for this message alone: its public part as it is written, and the secret shared with the recipient.</summary>
    private static (byte[] Point, byte[] Shared) Ephemeral(PgpPublicKey recipient)
    {
        if (recipient.Algorithm == PgpAlgorithm.X448)
        {
            var (own, point, shared) = (RandomNumberGenerator.GetBytes(Curve448.ScalarSize), new byte[Curve448.PointSize], new byte[Curve448.PointSize]);
            Curve448.ScalarMultBase(own, 0, point, 0);
            return Curve448.CalculateAgreement(own, 0, recipient.Point, 0, shared, 0) ? (point, shared) : throw new ProtectionException("no key can be agreed with the recipient's key");
        }

        if (recipient.Algorithm == PgpAlgorithm.X25519 || recipient.Curve!.Is25519)
        {
            var (own, point, shared) = (RandomNumberGenerator.GetBytes(Curve.ScalarSize), new byte[Curve.PointSize], new byte[Curve.PointSize]);
            Curve.ScalarMultBase(own, 0, point, 0);
            return Curve.CalculateAgreement(own, 0, recipient.Point, 0, shared, 0)
                ? (recipient.Algorithm == PgpAlgorithm.X25519 ? point : [0x40, .. point], shared)
                : throw new ProtectionException("no key can be agreed with the recipient's key");
        }

        using var ephemeral = ECDiffieHellman.Create(recipient.Curve.Platform!.Value);
        using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = recipient.Curve.Platform.Value, Q = recipient.Curve.Point(recipient.Point) });
        var q = ephemeral.ExportParameters(false).Q;
        return ([4, .. SignatureMaths.Padded(q.X!, recipient.Curve.Octets), .. SignatureMaths.Padded(q.Y!, recipient.Curve.Octets)], ephemeral.DeriveRawSecretAgreement(theirs.PublicKey));
    }
}

/// <summary>What wrapping and opening of session keys have in common.</summary>
internal static class SessionKeys
{
    public static byte[] Checksum(byte[] key) => PacketWriting.Short(key.Sum(octet => octet) & 0xFFFF);

    /// <summary>Section 11.5: always to 40 octets, so that the length tells nothing of the cipher.</summary>
    public static byte[] Padded(byte[] session)
    {
        var pad = 40 - session.Length;
        return [.. session, .. Enumerable.Repeat((byte)pad, pad)];
    }

    /// <summary>The key of the wrapping (section 11.5). Uses the secret up.</summary>
    public static byte[] EcdhKey(PgpPublicKey recipient, byte[] shared)
    {
        var identifier = Convert.FromHexString(recipient.Curve!.Identifier);
        byte[] input =
        [
            0, 0, 0, 1, .. shared, (byte)identifier.Length, .. identifier, (byte)PgpAlgorithm.Ecdh, 3, 1, (byte)recipient.Kdf.Hash, (byte)recipient.Kdf.Cipher,
            .. "Anonymous Sender    "u8, .. recipient.Fingerprint,
        ];
        CryptographicOperations.ZeroMemory(shared);
        return CryptographicOperations.HashData(PgpHashes.NameOf(recipient.Kdf.Hash)!.Value, input)[..PgpCiphers.KeyLengthOf(recipient.Kdf.Cipher)!.Value];
    }

    /// <summary>The key of the wrapping (sections 5.1.6 and 5.1.7). Uses the secret up.</summary>
    public static byte[] HkdfKey(PgpPublicKey recipient, byte[] ephemeral, byte[] shared)
    {
        byte[] input = [.. ephemeral, .. recipient.Point, .. shared];
        CryptographicOperations.ZeroMemory(shared);
        return recipient.Algorithm == PgpAlgorithm.X448
            ? HKDF.DeriveKey(HashAlgorithmName.SHA512, input, 32, [], "OpenPGP X448"u8.ToArray())
            : HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 16, [], "OpenPGP X25519"u8.ToArray());
    }
}
