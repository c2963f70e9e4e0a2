using System.Security.Cryptography;
using Chancery.Protection.Cms;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Opening;
using Chancery.Protection.OpenPgp.Packets;

namespace Chancery.Protection.OpenPgp.Sealing;

/// <summary>A session key, and the cipher it is for where the packet says so (version 3).</summary>
internal sealed record SessionKey(byte[] Key, int? Cipher);

/// <summary>Opens a session key by a private key (RFC 9580 section 5.1). Whatever goes wrong, the answer is null and nothing else.</summary>
internal static class SessionKeyOpening
{
    public static SessionKey? Open(EncryptedKey sealedKey, PgpSecretKey own)
    {
        try
        {
            var octets = new Octets(sealedKey.Fields);
            switch (own.Public.Algorithm)
            {
                case PgpAlgorithm.Rsa or PgpAlgorithm.RsaEncrypt:
                    return Parse(own.DecryptRsa(octets.Mpi()), sealedKey.IsNew);
                case PgpAlgorithm.Ecdh:
                    var point = octets.Mpi();
                    var wrapped = octets.Take(octets.Byte()).ToArray();
                    var shared = own.Agree(own.Public.Curve!.Is25519 && point is [0x40, ..] ? point[1..] : point);
                    return Parse(Unpadded(KeyWrap.Unwrap(SessionKeys.EcdhKey(own.Public, shared), wrapped)), sealedKey.IsNew);
                case PgpAlgorithm.X25519 or PgpAlgorithm.X448:
                    var ephemeral = octets.Take(own.Public.Point.Length).ToArray();
                    var inner = new Octets(octets.Take(octets.Byte()));
                    int? cipher = sealedKey.IsNew ? null : inner.Byte();
                    return new SessionKey(KeyWrap.Unwrap(SessionKeys.HkdfKey(own.Public, ephemeral, own.Agree(ephemeral)), inner.Rest.ToArray()), cipher);
                default:
                    return null;
            }
        }
        catch (Exception failure) when (failure is PgpException or CryptographicException or ArgumentException or Org.BouncyCastle.Crypto.CryptoException)
        {
            return null;
        }
    }

    private static SessionKey? Parse(byte[] session, bool isNew)
    {
        var start = isNew ? 0 : 1;
        if (session.Length < start + 18)
            return null;
        var key = session[start..^2];
        return CryptographicOperations.FixedTimeEquals(SessionKeys.Checksum(key), session.AsSpan(session.Length - 2)) ? new SessionKey(key, isNew ? null : session[0]) : null;
    }

    private static byte[] Unpadded(byte[] padded)
    {
        var pad = padded[^1];
        return pad < padded.Length && padded.AsSpan(padded.Length - pad).IndexOfAnyExcept(pad) < 0 ? padded[..^pad] : [];
    }
}
