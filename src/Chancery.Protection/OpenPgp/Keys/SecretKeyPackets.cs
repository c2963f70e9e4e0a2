using System.Security.Cryptography;
using System.Text;
using Chancery.Protection.OpenPgp.Packets;
using Chancery.Protection.OpenPgp.Sealing;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>The secret part of keys (RFC 9580 section 5.5.3): read with a password, and kept without one, for the store seals it.</summary>
internal static class SecretKeyPackets
{
    private const int LargestPacket = 128 * 1024;

    /// <summary>Takes the protection off all secret keys; empty if none of them holds a secret.</summary>
    /// <exception cref="PgpException">A packet cannot be read.</exception>
    /// <exception cref="CryptographicException">There is no password, or a wrong one.</exception>
    public static byte[] Unprotect(Stream packets, string? password)
    {
        using var open = new MemoryStream();
        var reader = new PacketReader(packets, new PacketBudget());
        var first = true;
        while (reader.Next() is { } packet)
        {
            // Another primary key begins another certificate.
            if (packet.Tag is PacketTag.SecretKey or PacketTag.PublicKey && !first)
                break;
            first = false;
            if (packet.Tag is not (PacketTag.SecretKey or PacketTag.SecretSubkey))
                continue;
            var body = packet.ReadAll(LargestPacket);
            if (SecretOf(packet.Tag, body, password) is { } secret)
                open.Write(PacketWriting.Packet(packet.Tag, secret));
        }

        return open.ToArray();
    }

    /// <summary>The secret material of a key among packets without protection; null if it is not there.</summary>
    public static byte[]? Find(byte[] unprotected, PgpPublicKey key)
    {
        var reader = new PacketReader(new MemoryStream(unprotected), new PacketBudget());
        while (reader.Next() is { } packet)
        {
            var body = packet.ReadAll(LargestPacket);
            var own = PgpPublicKey.Read(body);
            if (own.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint))
                return body[(own.Length + 1)..];
        }

        return null;
    }

    /// <summary>Without protection: a usage of 0, then the material, in version 4 with its checksum.</summary>
    private static byte[]? SecretOf(PacketTag tag, byte[] body, string? password)
    {
        var key = PgpPublicKey.Read(body);
        var rest = new Octets(body.AsMemory(key.Length));
        var usage = rest.Byte();
        if (usage == 0)
            return body;
        if (usage is not (253 or 254 or 255))
            throw new PgpException("a private key that is protected in a way that is not supported");
        var parameters = key.Version == 6 ? new Octets(rest.Take(rest.Byte())) : rest;
        var cipher = parameters.Byte();
        var aead = usage == 253 ? parameters.Byte() : 0;
        var specifier = key.Version == 6 ? new Octets(parameters.Take(parameters.Byte())) : parameters;
        if (specifier.Rest.Span is [StringToKey.Elsewhere, ..])
            return null;
        var length = PgpCiphers.KeyLengthOf(cipher) ?? throw new PgpException("a private key that is protected by a cipher that is not supported");
        if (password is null)
            throw new CryptographicException("the private key is protected; give its password");
        var wrapping = StringToKey.Derive(ref specifier, Encoding.UTF8.GetBytes(password), length);
        if (key.Version != 6)
            parameters = specifier;
        var nonce = parameters.Take(usage == 253 ? Aead.NonceLengthOf(aead) ?? throw new PgpException("a private key that is protected in a way that is not supported") : 16).ToArray();
        if (key.Version != 6)
            rest = parameters;
        var material = usage == 253 ? OpenAead(tag, key, cipher, aead, wrapping, nonce, rest.Rest.ToArray()) : OpenCfb(usage, wrapping, nonce, rest.Rest.ToArray());
        return [.. key.Body.Span, 0, .. material, .. key.Version == 4 ? Checksum(material) : []];
    }

    private static byte[] OpenCfb(int usage, byte[] key, byte[] iv, byte[] cipher)
    {
        var clear = Cfb.Decrypt(key, iv, cipher);
        var checkLength = usage == 254 ? Sha1.Length : 2;
        if (clear.Length < checkLength)
            throw new PgpException("a private key that is too short");
        var (material, check) = (clear[..^checkLength], clear[^checkLength..]);
        var expected = usage == 254 ? Sha1.Of(material) : Checksum(material);
        return expected.AsSpan().SequenceEqual(check) ? material : throw new CryptographicException("the password of the private key is wrong");
    }

    private static byte[] OpenAead(PacketTag tag, PgpPublicKey key, int cipher, int aead, byte[] password, byte[] nonce, byte[] sealedMaterial)
    {
        byte[] info = [(byte)(0xC0 | (int)tag), (byte)key.Version, (byte)cipher, (byte)aead];
        var wrapping = HKDF.DeriveKey(HashAlgorithmName.SHA256, password, password.Length, [], info);
        try
        {
            return Aead.Open(aead, wrapping, nonce, [(byte)(0xC0 | (int)tag), .. key.Body.Span], sealedMaterial);
        }
        catch (CryptographicException wrong)
        {
            throw new CryptographicException("the password of the private key is wrong", wrong);
        }
    }

    private static byte[] Checksum(byte[] material) => PacketWriting.Short(material.Sum(octet => octet) & 0xFFFF);
}
