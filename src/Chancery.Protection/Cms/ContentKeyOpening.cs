using System.Formats.Asn1;
using System.Security.Cryptography;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Cms;

/// <summary>
/// Opens a content key. Whatever goes wrong, a key comes out: a random one, so that every failure takes the same way through the
/// content and looks the same from outside (RFC 3218 section 2.3.2).
/// </summary>
internal static class ContentKeyOpening
{
    /// <param name="good">False if the key is random.</param>
    public static byte[] Open(SealedKey key, AsymmetricAlgorithm own, int keyBits, out bool good)
    {
        var random = RandomNumberGenerator.GetBytes(keyBits / 8);
        byte[]? opened;
        try
        {
            opened = key switch
            {
                SealedKey.Transported transported when own is RSA rsa => Decrypt(transported, rsa),
                SealedKey.Agreed agreed when own is ECDiffieHellman elliptic => Unwrap(agreed, (hash, info, bits) => Derive(elliptic, agreed.EphemeralPublic, hash, info, bits)),
                SealedKey.Agreed agreed when own is EdwardsKey edwards => Unwrap(agreed, (hash, info, bits) => KeyAgreement.Hkdf(hash, edwards.Agree(agreed.EphemeralPublic), info, bits)),
                _ => null,
            };
        }
        catch (Exception failure) when (failure is CryptographicException or AsnContentException or ArgumentException)
        {
            opened = null;
        }

        good = opened?.Length == random.Length;
        return good ? opened! : random;
    }

    private static byte[]? Decrypt(SealedKey.Transported key, RSA rsa) => key.Algorithm.Oid switch
    {
        Oids.Rsa => rsa.Decrypt(key.Encrypted, RSAEncryptionPadding.Pkcs1),
        Oids.RsaOaep when OaepOf(key.Algorithm.Parameters) is { } padding => rsa.Decrypt(key.Encrypted, padding),
        _ => null,
    };

    /// <summary>RSAES-OAEP-params (RFC 4055 section 4.1): one hash for both places, and no label.</summary>
    private static RSAEncryptionPadding? OaepOf(byte[]? encoded)
    {
        var (hash, mask) = (Oids.Sha1, Oids.Sha1);
        var sequence = encoded is null ? null : new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        while (sequence?.HasData == true)
        {
            var tag = sequence.PeekTag();
            var field = sequence.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, tag.TagValue, isConstructed: true));
            if (tag.TagValue == 0)
                hash = Algorithm.Read(field).Oid;
            else if (tag.TagValue == 1)
                mask = PssParameters.MaskOf(Algorithm.Read(field));
            else
                return null;
        }

        return hash == mask && DigestSet.NameOf(hash) is { } name && name != HashAlgorithmName.MD5 ? RSAEncryptionPadding.CreateOaep(name) : null;
    }

    private static byte[]? Unwrap(SealedKey.Agreed key, Func<HashAlgorithmName, byte[], int, byte[]> derive)
    {
        if (HashOf(key.Algorithm.Oid) is not { } hash || key.Algorithm.Parameters is not { } wrap
            || KeyWrap.BitsOf(Algorithm.Read(new AsnReader(wrap, AsnEncodingRules.BER)).Oid) is not { } bits)
            return null;
        var wrapKey = derive(hash, SharedInfo.Of(wrap, bits, key.UserKeyingMaterial), bits);
        try
        {
            return KeyWrap.Unwrap(wrapKey, key.Encrypted);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapKey);
        }
    }

    private static HashAlgorithmName? HashOf(string scheme) => scheme switch
    {
        Oids.EcdhStdSha1Kdf => HashAlgorithmName.SHA1,
        Oids.EcdhStdSha256Kdf or Oids.EcdhHkdfSha256 => HashAlgorithmName.SHA256,
        Oids.EcdhStdSha384Kdf or Oids.EcdhHkdfSha384 => HashAlgorithmName.SHA384,
        Oids.EcdhStdSha512Kdf or Oids.EcdhHkdfSha512 => HashAlgorithmName.SHA512,
        _ => null,
    };

    /// <summary>The ephemeral point is taken as one of the own key's curve; a point that is not on it is refused by the library.</summary>
    private static byte[] Derive(ECDiffieHellman own, byte[] point, HashAlgorithmName hash, byte[] sharedInfo, int bits)
    {
        var curve = own.ExportParameters(false).Curve;
        var size = (point.Length - 1) / 2;
        if (point.Length < 3 || point.Length % 2 == 0 || point[0] != 4)
            throw new CryptographicException("the ephemeral key is not an uncompressed point");
        using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = point[1..(1 + size)], Y = point[(1 + size)..] } });
        return KeyAgreement.X963(own, theirs.PublicKey, hash, sharedInfo, bits);
    }
}
