using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.OpenSsl;

namespace Chancery.Mail.Dkim;

/// <summary>A private key that signs for a domain: RSA with SHA-256 (RFC 8301), or Ed25519 (RFC 8463).</summary>
public sealed class DkimKey
{
    private const int LeastRsaBits = 2048;

    private readonly Func<byte[], byte[]> _sign;

    private DkimKey(string algorithm, string record, Func<byte[], byte[]> sign) => (Algorithm, Record, _sign) = (algorithm, record, sign);

    /// <summary>For the tag <c>a=</c>.</summary>
    public string Algorithm { get; }

    /// <summary>What is to stand in the DNS at <c>selector._domainkey.domain</c>.</summary>
    public string Record { get; }

    /// <summary>A key in PEM without a password (PKCS#8 or PKCS#1).</summary>
    /// <exception cref="CryptographicException">Not such a key, or RSA of fewer than 2048 bits; the message says so and shows nothing of it.</exception>
    public static DkimKey FromPem(string pem)
    {
        if (!pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw new CryptographicException("no private key in PEM");
        object? read;
        try
        {
            read = new PemReader(new StringReader(pem)).ReadObject();
        }
        catch (Exception unreadable)
        {
            throw new CryptographicException("no private key in PEM without a password", unreadable);
        }

        return read is Ed25519PrivateKeyParameters ed25519 ? Of(ed25519) : OfRsa(pem);
    }

    /// <summary>The signature over what was gathered for it.</summary>
    internal byte[] Sign(byte[] data) => _sign(data);

    private static DkimKey Of(Ed25519PrivateKeyParameters key) => new(
        "ed25519-sha256",
        "v=DKIM1; k=ed25519; p=" + Convert.ToBase64String(key.GeneratePublicKey().GetEncoded()),
        data =>
        {
            // The hash is what Ed25519 signs (RFC 8463 section 3).
            var hash = SHA256.HashData(data);
            var signer = new Ed25519Signer();
            signer.Init(true, key);
            signer.BlockUpdate(hash, 0, hash.Length);
            return signer.GenerateSignature();
        });

    private static DkimKey OfRsa(string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new CryptographicException("no RSA or Ed25519 private key in PEM without a password", unreadable);
        }

        if (rsa.KeySize < LeastRsaBits)
            throw new CryptographicException($"RSA of {rsa.KeySize} bits is too weak; {LeastRsaBits} are the least");
        return new DkimKey(
            "rsa-sha256", "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()),
            data =>
            {
                lock (rsa)
                    return rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            });
    }
}
