using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Cms;

internal enum SignatureFault
{
    None,

    /// <summary>The content is not what was signed.</summary>
    ContentChanged,

    /// <summary>The signature does not fit its key, or cannot be read.</summary>
    Broken,

    /// <summary>It fits, but is made with MD5, SHA-1 or a key too short.</summary>
    Weak,

    /// <summary>An algorithm that is not known here.</summary>
    Unsupported,

    /// <summary>The signer's certificate is not there.</summary>
    NoCertificate,
}

/// <param name="SigningTime">As the signer claims; null if not.</param>
/// <param name="Detail">For <see cref="SignatureFault.Weak"/>: what; for people.</param>
internal sealed record SignatureResult(SignatureFault Fault, X509Certificate2? Certificate, DateTimeOffset? SigningTime, string? Detail = null);

/// <summary>Whether a signature fits content and key (RFC 5652 section 5.6). Whose key it is, is judged elsewhere.</summary>
internal static class SignatureCheck
{
    private const int MinRsaBits = 2048;
    private const int MaxRsaBits = 16384;

    public static SignatureResult Of(SignerInfo signer, IReadOnlyList<X509Certificate2> certificates, DigestSet digests, string contentType)
    {
        var certificate = certificates.FirstOrDefault(signer.Id.Is);
        try
        {
            var time = TimeOf(signer);
            if (DigestSet.NameOf(signer.Digest.Oid) is null)
                return new SignatureResult(SignatureFault.Unsupported, certificate, time, $"hash {signer.Digest.Oid}");
            // A hash that was not announced before the content could not be computed.
            if (digests.Of(signer.Digest.Oid) is not { } hash)
                return new SignatureResult(SignatureFault.Broken, certificate, time);
            if (certificate is null)
                return new SignatureResult(SignatureFault.NoCertificate, null, time);
            return Judge(signer, certificate, hash, contentType, time);
        }
        catch (Exception unreadable) when (unreadable is AsnContentException or CryptographicException or CmsException or ArgumentException)
        {
            return new SignatureResult(SignatureFault.Broken, certificate, null);
        }
    }

    private static SignatureResult Judge(SignerInfo signer, X509Certificate2 certificate, byte[] hash, string contentType, DateTimeOffset? time)
    {
        if (signer.SignedAttributes is not null)
        {
            if (signer.Attribute(Oids.MessageDigest) is not { } digest || signer.Attribute(Oids.ContentType) is not { } type
                || new AsnReader(type, AsnEncodingRules.BER).ReadObjectIdentifier() != contentType)
                return new SignatureResult(SignatureFault.Broken, certificate, time);
            if (!CryptographicOperations.FixedTimeEquals(new AsnReader(digest, AsnEncodingRules.BER).ReadOctetString(), hash))
                return new SignatureResult(SignatureFault.ContentChanged, certificate, time);
        }
        else if (contentType != Oids.Data)
        {
            // Without attributes other content types are forbidden (section 5.3).
            return new SignatureResult(SignatureFault.Broken, certificate, time);
        }

        if (Fits(signer, certificate, hash) is not { } fits)
            return new SignatureResult(SignatureFault.Unsupported, certificate, time, $"signature {signer.Signature.Oid}");
        if (!fits)
            return new SignatureResult(signer.SignedAttributes is null ? SignatureFault.ContentChanged : SignatureFault.Broken, certificate, time);
        return WeaknessOf(signer, certificate) is { } weak
            ? new SignatureResult(SignatureFault.Weak, certificate, time, weak)
            : new SignatureResult(SignatureFault.None, certificate, time);
    }

    /// <summary>Null for an algorithm that is not known.</summary>
    private static bool? Fits(SignerInfo signer, X509Certificate2 certificate, byte[] contentHash)
    {
        if (certificate.GetKeyAlgorithm() == Oids.Ed25519)
        {
            // Pure Ed25519 over the content itself would need it as a whole; every known program signs attributes.
            return signer.Signature.Oid == Oids.Ed25519 && signer.SignedAttributes is { } data
                ? EdwardsKey.Verify(certificate.PublicKey.EncodedKeyValue.RawData, data, signer.Value)
                : null;
        }

        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
            return rsa.KeySize <= MaxRsaBits ? FitsRsa(signer, rsa, contentHash) : null;
        using var elliptic = certificate.GetECDsaPublicKey();
        if (elliptic is null || HashOf(signer) is not { } name)
            return null;
        return signer.Signature.Oid.StartsWith("1.2.840.10045.4.", StringComparison.Ordinal)
            ? elliptic.VerifyHash(Hashed(signer, name, contentHash), signer.Value, DSASignatureFormat.Rfc3279DerSequence)
            : null;
    }

    private static bool? FitsRsa(SignerInfo signer, RSA rsa, byte[] contentHash)
    {
        if (signer.Signature.Oid == Oids.RsaPss)
            return PssParameters.Read(signer.Signature.Parameters) is { Hash: { } own } pss ? PssCheck.Fits(rsa, own, pss.SaltLength, Hashed(signer, own, contentHash), signer.Value) : null;
        return HashOf(signer) is { } name ? rsa.VerifyHash(Hashed(signer, name, contentHash), signer.Value, name, RSASignaturePadding.Pkcs1) : null;
    }

    /// <summary>The hash that the signature is over: its own where the algorithm names one, else that of the content.</summary>
    private static HashAlgorithmName? HashOf(SignerInfo signer) => signer.Signature.Oid switch
    {
        Oids.Rsa or Oids.EcPublicKey => DigestSet.NameOf(signer.Digest.Oid),
        Oids.RsaMd5 => HashAlgorithmName.MD5,
        Oids.RsaSha1 or Oids.EcdsaSha1 => HashAlgorithmName.SHA1,
        Oids.RsaSha256 or Oids.EcdsaSha256 => HashAlgorithmName.SHA256,
        Oids.RsaSha384 or Oids.EcdsaSha384 => HashAlgorithmName.SHA384,
        Oids.RsaSha512 or Oids.EcdsaSha512 => HashAlgorithmName.SHA512,
        _ => null,
    };

    private static byte[] Hashed(SignerInfo signer, HashAlgorithmName name, byte[] contentHash) => signer.SignedAttributes is { } attributes
        ? CryptographicOperations.HashData(name, attributes)
        : DigestSet.NameOf(signer.Digest.Oid) == name ? contentHash : throw new CryptographicException("two hashes for one signature");

    private static string? WeaknessOf(SignerInfo signer, X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        return (DigestSet.NameOf(signer.Digest.Oid), HashOf(signer)) switch
        {
            var (one, other) when one == HashAlgorithmName.MD5 || other == HashAlgorithmName.MD5 => "md5",
            var (one, other) when one == HashAlgorithmName.SHA1 || other == HashAlgorithmName.SHA1 => "sha-1",
            _ when signer.Signature.Oid == Oids.RsaPss && PssParameters.Read(signer.Signature.Parameters)?.Hash == HashAlgorithmName.SHA1 => "sha-1",
            _ when rsa is { KeySize: < MinRsaBits } => $"rsa-{rsa.KeySize}",
            _ => null,
        };
    }

    private static DateTimeOffset? TimeOf(SignerInfo signer)
    {
        if (signer.Attribute(Oids.SigningTime) is not { } value)
            return null;
        var reader = new AsnReader(value, AsnEncodingRules.BER);
        return reader.PeekTag().TagValue == (int)UniversalTagNumber.GeneralizedTime ? reader.ReadGeneralizedTime() : reader.ReadUtcTime();
    }
}
