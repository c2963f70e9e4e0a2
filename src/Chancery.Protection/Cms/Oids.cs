namespace Chancery.Protection.Cms;

/// <summary>Object identifiers of RFC 5652, RFC 5083, RFC 8551, RFC 5753, RFC 8418, RFC 8419, RFC 4055, RFC 3565 and RFC 5084.</summary>
internal static class Oids
{
    public const string Data = "1.2.840.113549.1.7.1";
    public const string SignedData = "1.2.840.113549.1.7.2";
    public const string EnvelopedData = "1.2.840.113549.1.7.3";
    public const string AuthEnvelopedData = "1.2.840.113549.1.9.16.1.23";
    public const string CompressedData = "1.2.840.113549.1.9.16.1.9";
    public const string Zlib = "1.2.840.113549.1.9.16.3.8";

    public const string ContentType = "1.2.840.113549.1.9.3";
    public const string MessageDigest = "1.2.840.113549.1.9.4";
    public const string SigningTime = "1.2.840.113549.1.9.5";
    public const string SmimeCapabilities = "1.2.840.113549.1.9.15";

    public const string Md5 = "1.2.840.113549.2.5";
    public const string Sha1 = "1.3.14.3.2.26";
    public const string Sha224 = "2.16.840.1.101.3.4.2.4";
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";
    public const string Sha384 = "2.16.840.1.101.3.4.2.2";
    public const string Sha512 = "2.16.840.1.101.3.4.2.3";

    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaOaep = "1.2.840.113549.1.1.7";
    public const string Mgf1 = "1.2.840.113549.1.1.8";
    public const string RsaPss = "1.2.840.113549.1.1.10";
    public const string RsaSha1 = "1.2.840.113549.1.1.5";
    public const string RsaMd5 = "1.2.840.113549.1.1.4";
    public const string RsaSha256 = "1.2.840.113549.1.1.11";
    public const string RsaSha384 = "1.2.840.113549.1.1.12";
    public const string RsaSha512 = "1.2.840.113549.1.1.13";
    public const string EcdsaSha1 = "1.2.840.10045.4.1";
    public const string EcdsaSha256 = "1.2.840.10045.4.3.2";
    public const string EcdsaSha384 = "1.2.840.10045.4.3.3";
    public const string EcdsaSha512 = "1.2.840.10045.4.3.4";
    public const string EcPublicKey = "1.2.840.10045.2.1";
    public const string Ed25519 = "1.3.101.112";
    public const string X25519 = "1.3.101.110";

    public const string EcdhStdSha1Kdf = "1.3.133.16.840.63.0.2";
    public const string EcdhStdSha256Kdf = "1.3.132.1.11.1";
    public const string EcdhStdSha384Kdf = "1.3.132.1.11.2";
    public const string EcdhStdSha512Kdf = "1.3.132.1.11.3";
    public const string EcdhHkdfSha256 = "1.2.840.113549.1.9.16.3.19";
    public const string EcdhHkdfSha384 = "1.2.840.113549.1.9.16.3.20";
    public const string EcdhHkdfSha512 = "1.2.840.113549.1.9.16.3.21";

    public const string Aes128Wrap = "2.16.840.1.101.3.4.1.5";
    public const string Aes192Wrap = "2.16.840.1.101.3.4.1.25";
    public const string Aes256Wrap = "2.16.840.1.101.3.4.1.45";
    public const string Aes128Cbc = "2.16.840.1.101.3.4.1.2";
    public const string Aes192Cbc = "2.16.840.1.101.3.4.1.22";
    public const string Aes256Cbc = "2.16.840.1.101.3.4.1.42";
    public const string Aes128Gcm = "2.16.840.1.101.3.4.1.6";
    public const string Aes192Gcm = "2.16.840.1.101.3.4.1.26";
    public const string Aes256Gcm = "2.16.840.1.101.3.4.1.46";
    public const string TripleDesCbc = "1.2.840.113549.3.7";
}
