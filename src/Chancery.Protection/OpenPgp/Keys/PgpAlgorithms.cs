using System.Security.Cryptography;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>Public-key algorithms (RFC 9580 section 9.1).</summary>
internal enum PgpAlgorithm
{
    Rsa = 1,
    RsaEncrypt = 2,
    RsaSign = 3,
    ElGamal = 16,
    Dsa = 17,
    Ecdh = 18,
    Ecdsa = 19,
    EdDsaLegacy = 22,
    X25519 = 25,
    X448 = 26,
    Ed25519 = 27,
    Ed448 = 28,
}

/// <summary>Hash algorithms (section 9.5) that a signature may be made with.</summary>
internal static class PgpHashes
{
    public const int Md5 = 1;
    public const int Sha1 = 2;
    public const int RipeMd = 3;
    public const int Sha256 = 8;
    public const int Sha384 = 9;
    public const int Sha512 = 10;

    /// <summary>Null for one that is not computed here.</summary>
    public static HashAlgorithmName? NameOf(int id) => id switch
    {
        Md5 => HashAlgorithmName.MD5,
        Sha1 => HashAlgorithmName.SHA1,
        Sha256 => HashAlgorithmName.SHA256,
        Sha384 => HashAlgorithmName.SHA384,
        Sha512 => HashAlgorithmName.SHA512,
        12 when SHA3_256.IsSupported => HashAlgorithmName.SHA3_256,
        14 when SHA3_512.IsSupported => HashAlgorithmName.SHA3_512,
        _ => null,
    };

    /// <summary>What a hash that proves nothing any more is called; null for the others.</summary>
    public static string? WeaknessOf(int id) => id switch { Md5 => "md5", Sha1 => "sha-1", RipeMd => "ripemd-160", _ => null };

    /// <summary>Octets of salt in a signature of version 6 (table 23).</summary>
    public static int SaltOf(int id) => id switch { Sha384 => 24, Sha512 or 14 => 32, _ => 16 };

    public static string Micalg(int id) => id switch { Sha384 => "pgp-sha384", Sha512 => "pgp-sha512", _ => "pgp-sha256" };
}

/// <summary>Block ciphers (section 9.3); only AES is made and read.</summary>
internal static class PgpCiphers
{
    public const int Aes128 = 7;
    public const int Aes192 = 8;
    public const int Aes256 = 9;

    /// <summary>Octets of the key; null for a cipher that is not read.</summary>
    public static int? KeyLengthOf(int id) => id switch { Aes128 => 16, Aes192 => 24, Aes256 => 32, _ => null };
}
