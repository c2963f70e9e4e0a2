using System.Security.Cryptography;
using System.Text;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;
using Ed25519 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;
using X25519 = Org.BouncyCastle.Math.EC.Rfc7748.X25519;

namespace Chancery.Protection.OpenPgp.Making;

/// <summary>Makes OpenPGP keys: Ed25519 to sign, X25519 to encrypt; of version 4 in the form that old programs read, or of version 6.</summary>
public static class PgpKeyMaker
{
    private const byte CertifiesAndSigns = 0x03;
    private const byte Encrypts = 0x0C;
    private const byte ReadsVersion1 = 0x01;
    private const byte ReadsBothVersions = 0x09;

    /// <param name="name"><c>Name &lt;address&gt;</c>.</param>
    /// <param name="version">4 or 6 (RFC 9580 section 5.5.2).</param>
    public static StoredKey Make(string name, DateTimeOffset made, int version = 4)
    {
        var (signing, opening) = (RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize), RandomNumberGenerator.GetBytes(X25519.ScalarSize));
        var (primary, subkey) = (KeyBody(version, made, SigningMaterial(version, signing)), KeyBody(version, made, OpeningMaterial(version, opening)));
        using var key = PgpSecretKey.Open(PgpPublicKey.Read(primary), version == 6 ? signing : PacketWriting.Mpi(signing));
        var user = Encoding.UTF8.GetBytes(name);
        byte[] about =
        [
            .. SignatureMaking.Subpacket(27, [CertifiesAndSigns]), .. SignatureMaking.Subpacket(11, [PgpCiphers.Aes256, PgpCiphers.Aes128]),
            .. SignatureMaking.Subpacket(30, [version == 6 ? ReadsBothVersions : ReadsVersion1]),
        ];
        using var packets = new MemoryStream();
        packets.Write(PacketWriting.Packet(PacketTag.PublicKey, primary));
        if (version == 6)
            packets.Write(Signed(key, made, SignatureType.DirectKey, about, key.Public.Hashed));
        packets.Write(PacketWriting.Packet(PacketTag.UserId, user));
        packets.Write(Signed(key, made, (SignatureType)0x13, about, key.Public.Hashed, [0xB4, .. PacketWriting.Int((uint)user.Length), .. user]));
        packets.Write(PacketWriting.Packet(PacketTag.PublicSubkey, subkey));
        packets.Write(Signed(key, made, SignatureType.SubkeyBinding, SignatureMaking.Subpacket(27, [Encrypts]), key.Public.Hashed, PgpPublicKey.Read(subkey).Hashed));
        byte[] secret =
        [
            .. PacketWriting.Packet(PacketTag.SecretKey, [.. primary, 0, .. Secret(version, signing)]),
            .. PacketWriting.Packet(PacketTag.SecretSubkey, [.. subkey, 0, .. Secret(version, version == 6 ? opening : [.. Enumerable.Reverse(Clamped(opening))])]),
        ];
        return PgpKeyFile.Read([.. packets.ToArray()])[0] with { HasPrivateKey = true, PrivateKey = secret };
    }

    private static byte[] KeyBody(int version, DateTimeOffset made, (PgpAlgorithm Algorithm, byte[] Material) key) =>
        [(byte)version, .. PacketWriting.Int((uint)made.ToUnixTimeSeconds()), (byte)key.Algorithm, .. version == 6 ? PacketWriting.Int((uint)key.Material.Length) : [], .. key.Material];

    private static (PgpAlgorithm Algorithm, byte[] Material) SigningMaterial(int version, byte[] secret)
    {
        var point = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(secret, 0, point, 0);
        return version == 6 ? (PgpAlgorithm.Ed25519, point) : (PgpAlgorithm.EdDsaLegacy, [.. Identifier(PgpCurve.Ed25519), .. PacketWriting.Mpi([0x40, .. point])]);
    }

    private static (PgpAlgorithm Algorithm, byte[] Material) OpeningMaterial(int version, byte[] secret)
    {
        var point = new byte[X25519.PointSize];
        X25519.ScalarMultBase(secret, 0, point, 0);
        return version == 6
            ? (PgpAlgorithm.X25519, point)
            : (PgpAlgorithm.Ecdh, [.. Identifier(PgpCurve.Curve25519), .. PacketWriting.Mpi([0x40, .. point]), 3, 1, PgpHashes.Sha256, PgpCiphers.Aes256]);
    }

    private static byte[] Identifier(PgpCurve curve) => [(byte)(curve.Identifier.Length / 2), .. Convert.FromHexString(curve.Identifier)];

    /// <summary>Old programs expect the scalar as it is used (RFC 7748 section 5).</summary>
    private static byte[] Clamped(byte[] scalar)
    {
        var clamped = (byte[])scalar.Clone();
        clamped[0] &= 0xF8;
        clamped[31] = (byte)((clamped[31] & 0x7F) | 0x40);
        return clamped;
    }

    private static byte[] Secret(int version, byte[] octets)
    {
        if (version == 6)
            return octets;
        var material = PacketWriting.Mpi(octets);
        return [.. material, .. PacketWriting.Short(material.Sum(octet => octet) & 0xFFFF)];
    }

    private static byte[] Signed(PgpSecretKey key, DateTimeOffset time, SignatureType type, byte[] more, params byte[][] parts)
    {
        using var making = new SignatureMaking(key, PgpHashes.Sha512, time, type, more);
        foreach (var part in parts)
            making.Hash.AppendData(part);
        return making.Packet();
    }
}
