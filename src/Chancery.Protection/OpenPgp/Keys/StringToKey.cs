using System.Security.Cryptography;
using Chancery.Protection.OpenPgp.Packets;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>Makes a key of a password (RFC 9580 section 3.7), bounded in time and memory.</summary>
internal static class StringToKey
{
    /// <summary>GnuPG's word for a key whose secret lies elsewhere.</summary>
    public const int Elsewhere = 101;

    private const int MostArgonMemoryBits = 21;
    private const int MostArgonPasses = 16;

    /// <summary>Reads the specifier and derives.</summary>
    /// <exception cref="PgpException">It is of a kind that is not read, or asks for too much.</exception>
    public static byte[] Derive(ref Octets specifier, byte[] password, int length)
    {
        var kind = specifier.Byte();
        if (kind == 4)
            return Argon(ref specifier, password, length);
        var hash = PgpHashes.NameOf(specifier.Byte()) ?? throw new PgpException("a password hash that is not supported");
        var salt = kind is 1 or 3 ? specifier.Take(8).ToArray() : [];
        var coded = kind == 3 ? specifier.Byte() : 0;
        return kind is 0 or 1 or 3
            ? Hashed(hash, salt, password, kind == 3 ? (16 + (coded & 15)) << ((coded >> 4) + 6) : 0, length)
            : throw new PgpException("a way from password to key that is not supported");
    }

    private static byte[] Hashed(HashAlgorithmName name, byte[] salt, byte[] password, int count, int length)
    {
        byte[] unit = [.. salt, .. password];
        using var key = new MemoryStream();
        for (var round = 0; key.Length < length; round++)
        {
            using var hash = IncrementalHash.CreateHash(name);
            hash.AppendData(new byte[round]);
            var left = Math.Max(count, unit.Length);
            for (; left > 0 && unit.Length > 0; left -= unit.Length)
                hash.AppendData(unit, 0, Math.Min(unit.Length, left));
            key.Write(hash.GetHashAndReset());
        }

        return key.ToArray()[..length];
    }

    private static byte[] Argon(ref Octets specifier, byte[] password, int length)
    {
        var (salt, passes, lanes, memory) = (specifier.Take(16).ToArray(), specifier.Byte(), specifier.Byte(), specifier.Byte());
        if (passes is 0 or > MostArgonPasses || lanes == 0 || memory > MostArgonMemoryBits)
            throw new PgpException("a password hash that asks for too much");
        var generator = new Argon2BytesGenerator();
        generator.Init(new Argon2Parameters.Builder(Argon2Parameters.Argon2id).WithSalt(salt).WithIterations(passes).WithParallelism(lanes).WithMemoryPowOfTwo(memory).Build());
        var key = new byte[length];
        generator.GenerateBytes(password, key);
        return key;
    }
}
