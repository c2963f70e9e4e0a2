using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Chancery.Mail.Triggers;

/// <summary>A key by which decision tokens are checked. It has one algorithm; what a token says of it is compared, never followed (RFC 8725 section 3.1).</summary>
public sealed class TokenKey
{
    /// <summary>Octets of a shared secret: as long as the hash (RFC 7518 section 3.2).</summary>
    public const int LeastSecret = 32;

    private readonly Func<byte[], byte[], bool> _verifies;

    private TokenKey(string name, string algorithm, Func<byte[], byte[], bool> verifies) => (Name, Algorithm, _verifies) = (name, algorithm, verifies);

    /// <summary>What tokens call it in <c>kid</c>.</summary>
    public string Name { get; }

    /// <summary><c>HS256</c>, <c>ES256</c> or <c>EdDSA</c>.</summary>
    public string Algorithm { get; }

    /// <exception cref="CryptographicException">It is too short.</exception>
    public static TokenKey OfSecret(string name, byte[] secret) => secret.Length < LeastSecret
        ? throw new CryptographicException($"a shared secret needs {LeastSecret} octets at least")
        : new TokenKey(name, "HS256", (data, mark) => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, data), mark));

    /// <param name="pem">A public key: an elliptic one on P-256, or Ed25519.</param>
    /// <exception cref="CryptographicException">It is neither.</exception>
    public static TokenKey OfPublicKey(string name, string pem)
    {
        var key = Read(pem);
        return key switch
        {
            Ed25519PublicKeyParameters ed25519 => new TokenKey(name, "EdDSA", (data, mark) => IsSigned(ed25519, data, mark)),
            ECPublicKeyParameters => OfCurve(name, pem),
            _ => throw new CryptographicException("the public key is neither elliptic on P-256 nor Ed25519"),
        };
    }

    internal bool Verifies(byte[] data, byte[] mark) => _verifies(data, mark);

    public override string ToString() => $"{Name} ({Algorithm})";

    private static AsymmetricKeyParameter Read(string pem)
    {
        try
        {
            var fields = PemEncoding.Find(pem);
            if (pem[fields.Label] != "PUBLIC KEY")
                throw new CryptographicException("a PEM file with a public key is expected");
            return PublicKeyFactory.CreateKey(Convert.FromBase64String(pem[fields.Base64Data]));
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or IOException or GeneralSecurityException or InvalidCastException)
        {
            throw new CryptographicException("a PEM file with a public key is expected", unreadable);
        }
    }

    private static TokenKey OfCurve(string name, string pem)
    {
        using (var probe = ECDsa.Create())
        {
            probe.ImportFromPem(pem);
            if (probe.ExportParameters(false).Curve.Oid.Value != "1.2.840.10045.3.1.7")
                throw new CryptographicException("an elliptic key must be on P-256 (RFC 7518 section 3.4)");
        }

        return new TokenKey(name, "ES256", (data, mark) =>
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            return mark.Length == 64 && key.VerifyData(data, mark, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        });
    }

    private static bool IsSigned(Ed25519PublicKeyParameters key, byte[] data, byte[] mark)
    {
        if (mark.Length != Ed25519PrivateKeyParameters.SignatureSize)
            return false;
        var signer = new Ed25519Signer();
        signer.Init(forSigning: false, key);
        signer.BlockUpdate(data, 0, data.Length);
        return signer.VerifySignature(mark);
    }
}
