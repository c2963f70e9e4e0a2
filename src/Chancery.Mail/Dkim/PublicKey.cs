using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Chancery.Mail.Dkim;

/// <summary>A key record of the DNS (RFC 6376 section 3.6.1, RFC 8463 section 4).</summary>
internal sealed class PublicKey
{
    private const int LeastRsaBits = 1024;

    /// <summary>So that no stranger's key can keep us busy.</summary>
    private const int MostRsaBits = 8192;

    private readonly string _kind;
    private readonly byte[] _octets;

    private PublicKey(string kind, byte[] octets) => (_kind, _octets) = (kind, octets);

    /// <summary>Null for a record that is none, that is revoked, or that is not for mail.</summary>
    public static PublicKey? Read(string record)
    {
        if (!TagList.TryParse(record, out var tags) || tags["v"] is not (null or "DKIM1") || tags.Compact("p") is not { Length: > 0 } key)
            return null;
        if (!Allows(tags["h"], "sha256") || !(Allows(tags["s"], "email") || Allows(tags["s"], "*")))
            return null;
        var octets = new byte[key.Length];
        return Convert.TryFromBase64String(key, octets, out var length) ? new PublicKey(tags["k"] ?? "rsa", octets[..length]) : null;
    }

    public bool Verifies(string algorithm, byte[] data, byte[] signature) => (algorithm, _kind) switch
    {
        ("rsa-sha256", "rsa") => VerifiesRsa(data, signature),
        ("ed25519-sha256", "ed25519") => VerifiesEd25519(data, signature),
        _ => false,
    };

    private bool VerifiesRsa(byte[] data, byte[] signature)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(_octets, out _);
        }
        catch (CryptographicException)
        {
            try
            {
                rsa.ImportRSAPublicKey(_octets, out _);
            }
            catch (CryptographicException)
            {
                return false;
            }
        }

        return rsa.KeySize is >= LeastRsaBits and <= MostRsaBits && rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private bool VerifiesEd25519(byte[] data, byte[] signature)
    {
        if (_octets.Length != Ed25519PublicKeyParameters.KeySize || signature.Length != Ed25519PrivateKeyParameters.SignatureSize)
            return false;
        var hash = SHA256.HashData(data);
        var signer = new Ed25519Signer();
        signer.Init(false, new Ed25519PublicKeyParameters(_octets));
        signer.BlockUpdate(hash, 0, hash.Length);
        return signer.VerifySignature(signature);
    }

    private static bool Allows(string? list, string word) =>
        list is null || list.Split(':').Any(entry => entry.Trim() == word);
}
