using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Chancery.Protection.Keys;

/// <summary>Reads OpenPGP public keys (RFC 9580), armoured or binary. Of private keys only the public part is taken.</summary>
internal static class PgpKeyFile
{
    private const int MostKeys = 10_000;

    /// <summary>Looks like a file of OpenPGP packets that begins with a key.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) => content.Length > 2 && content[0] switch
    {
        0x98 or 0x99 or 0x9A or 0xC6 => true,
        0x94 or 0x95 or 0x96 or 0xC5 => true,
        _ => false,
    };

    /// <exception cref="CryptographicException">No OpenPGP key in it, or none that can be read.</exception>
    public static IReadOnlyList<StoredKey> Read(byte[] content)
    {
        var keys = new List<StoredKey>();
        try
        {
            using var stream = new MemoryStream(content);
            var first = stream.ReadByte();
            stream.Position = 0;
            while (stream.Position < stream.Length && keys.Count < MostKeys && AddFrom(stream, keys) && first < 0x80)
            {
                // Several armoured blocks may stand in one file.
            }
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // A wall: what the library throws for foreign octets is not told by its type.
            throw new CryptographicException("the OpenPGP key cannot be read", broken);
        }

        return keys.Count > 0 ? keys : throw new CryptographicException("no OpenPGP key");
    }

    internal static StoredKey KeyOf(PgpPublicKeyRing ring)
    {
        var master = ring.GetPublicKey();
        var addresses = PgpJudge.UserIds(master).Select(PgpJudge.AddressIn).OfType<string>().Distinct().ToList();
        var seconds = PgpJudge.ValiditySeconds(master);
        var made = new DateTimeOffset(master.CreationTime.ToUniversalTime());
        return new StoredKey(
            Convert.ToHexStringLower(master.GetFingerprint()), KeyKinds.Pgp, KeyRole.EndEntity, addresses, PgpJudge.UserIds(master).FirstOrDefault() ?? "",
            made, seconds > 0 ? made.AddSeconds(seconds) : DateTimeOffset.MaxValue.ToUniversalTime(), ring.GetEncoded(), HasPrivateKey: false);
    }

    private static bool AddFrom(MemoryStream stream, List<StoredKey> keys)
    {
        var before = keys.Count;
        var factory = new PgpObjectFactory(PgpUtilities.GetDecoderStream(stream));
        while (keys.Count < MostKeys && factory.NextPgpObject() is { } found)
        {
            if (found is PgpPublicKeyRing ring)
                keys.Add(KeyOf(ring));
            else if (found is PgpSecretKeyRing secret)
                keys.Add(KeyOf(PublicPartOf(secret)));
        }

        return keys.Count > before;
    }

    private static PgpPublicKeyRing PublicPartOf(PgpSecretKeyRing secret)
    {
        using var packets = new MemoryStream();
        foreach (var key in secret.GetSecretKeys())
            key.PublicKey.Encode(packets);
        return new PgpPublicKeyRing(packets.ToArray());
    }
}
