using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Chancery.Protection.OpenPgp;

/// <summary>SHA-1 where RFC 9580 asks for it and nothing hangs on collisions: names of version 4 keys, and the check of a content that only who has the session key can make.</summary>
[SuppressMessage("Security", "CA5350", Justification = "the format asks for it")]
internal static class Sha1
{
    public const int Length = 20;

    public static byte[] Of(ReadOnlySpan<byte> octets) => SHA1.HashData(octets);

    public static IncrementalHash Start() => IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
}
