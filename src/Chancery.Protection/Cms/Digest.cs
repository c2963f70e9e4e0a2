using System.Security.Cryptography;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Cms;

/// <summary>The hash a signer uses, with its names.</summary>
internal sealed record Digest(HashAlgorithmName Name, string Oid, string EcdsaOid, string Micalg, int Bits)
{
    public static readonly Digest Sha256 = new(HashAlgorithmName.SHA256, Oids.Sha256, Oids.EcdsaSha256, "sha-256", 256);
    public static readonly Digest Sha384 = new(HashAlgorithmName.SHA384, Oids.Sha384, Oids.EcdsaSha384, "sha-384", 384);
    public static readonly Digest Sha512 = new(HashAlgorithmName.SHA512, Oids.Sha512, Oids.EcdsaSha512, "sha-512", 512);

    /// <summary>
    /// As strong as an elliptic key (RFC 5753 section 7.1), SHA-512 for Ed25519 (RFC 8419 section 2.3), and never weaker than the
    /// profile asks for.
    /// </summary>
    public static Digest For(SigningIdentity signer, Digest? asked) => Larger(asked ?? Sha256, signer.Key switch
    {
        ECDsa { KeySize: > 384 } or EdwardsKey => Sha512,
        ECDsa { KeySize: > 256 } => Sha384,
        _ => Sha256,
    });

    private static Digest Larger(Digest one, Digest other) => one.Bits >= other.Bits ? one : other;
}
