using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Cms;

/// <summary>The hash a signer uses, with its names.</summary>
internal sealed record Digest(HashAlgorithmName Name, string Oid, string EcdsaOid, string Micalg)
{
    private static readonly Digest Sha256 = new(HashAlgorithmName.SHA256, Oids.Sha256, Oids.EcdsaSha256, "sha-256");
    private static readonly Digest Sha384 = new(HashAlgorithmName.SHA384, Oids.Sha384, Oids.EcdsaSha384, "sha-384");
    private static readonly Digest Sha512 = new(HashAlgorithmName.SHA512, Oids.Sha512, Oids.EcdsaSha512, "sha-512");

    /// <summary>As strong as the key (RFC 5753 section 7.1); SHA-256 for RSA.</summary>
    public static Digest For(SigningIdentity signer) => signer.Key is ECDsa elliptic
        ? elliptic.KeySize switch { > 384 => Sha512, > 256 => Sha384, _ => Sha256 }
        : Sha256;
}

/// <summary>SignedData without content (RFC 5652 section 5), for multipart/signed.</summary>
internal static class DetachedSignature
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <param name="hash">Over the signed entity.</param>
    public static byte[] Create(SigningIdentity signer, Digest digest, byte[] hash, DateTimeOffset signingTime)
    {
        var attributes = Attributes(hash, signingTime);
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(Oids.SignedData);
            using (der.PushSequence(Context0))
            using (der.PushSequence())
            {
                der.WriteInteger(1);
                using (der.PushSetOf())
                    WriteDigest(der, digest);
                using (der.PushSequence())
                    der.WriteObjectIdentifier(Oids.Data);
                using (der.PushSetOf(Context0))
                {
                    foreach (var certificate in signer.Chain.Prepend(signer.Certificate))
                        der.WriteEncodedValue(certificate.RawData);
                }

                using (der.PushSetOf())
                    WriteSigner(der, signer, digest, attributes);
            }
        }

        return der.Encode();
    }

    private static void WriteSigner(AsnWriter der, SigningIdentity signer, Digest digest, byte[] attributes)
    {
        using (der.PushSequence())
        {
            der.WriteInteger(1);
            WriteIssuerAndSerial(der, signer.Certificate);
            WriteDigest(der, digest);
            // The signature covers the attributes as SET OF; in the message they carry an implicit tag (section 5.4).
            der.WriteEncodedValue([0xA0, .. attributes.AsSpan(1)]);
            WriteSignatureAlgorithm(der, signer, digest);
            der.WriteOctetString(Sign(signer, digest, attributes));
        }
    }

    public static void WriteIssuerAndSerial(AsnWriter der, X509Certificate2 certificate)
    {
        using (der.PushSequence())
        {
            der.WriteEncodedValue(certificate.IssuerName.RawData);
            der.WriteInteger(certificate.SerialNumberBytes.Span);
        }
    }

    private static byte[] Sign(SigningIdentity signer, Digest digest, byte[] attributes) => signer.Key switch
    {
        RSA rsa => rsa.SignData(attributes, digest.Name, RSASignaturePadding.Pkcs1),
        ECDsa elliptic => elliptic.SignData(attributes, digest.Name, DSASignatureFormat.Rfc3279DerSequence),
        _ => throw new ProtectionException("the signing key is of a kind that is not supported"),
    };

    private static void WriteSignatureAlgorithm(AsnWriter der, SigningIdentity signer, Digest digest)
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(signer.Key is RSA ? Oids.Rsa : digest.EcdsaOid);
            if (signer.Key is RSA)
                der.WriteNull();
        }
    }

    private static void WriteDigest(AsnWriter der, Digest digest)
    {
        using (der.PushSequence())
            der.WriteObjectIdentifier(digest.Oid);
    }

    private static byte[] Attributes(byte[] hash, DateTimeOffset signingTime)
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSetOf())
        {
            Attribute(der, Oids.ContentType, () => der.WriteObjectIdentifier(Oids.Data));
            Attribute(der, Oids.SigningTime, () => WriteTime(der, signingTime));
            Attribute(der, Oids.MessageDigest, () => der.WriteOctetString(hash));
            Attribute(der, Oids.SmimeCapabilities, () => WriteCapabilities(der));
        }

        return der.Encode();
    }

    private static void Attribute(AsnWriter der, string oid, Action write)
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(oid);
            using (der.PushSetOf())
                write();
        }
    }

    /// <summary>UTCTime through 2049, GeneralizedTime afterwards (RFC 5652 section 11.3).</summary>
    private static void WriteTime(AsnWriter der, DateTimeOffset time)
    {
        if (time.UtcDateTime.Year < 2050)
            der.WriteUtcTime(time.ToUniversalTime());
        else
            der.WriteGeneralizedTime(time.ToUniversalTime(), omitFractionalSeconds: true);
    }

    private static void WriteCapabilities(AsnWriter der)
    {
        using (der.PushSequence())
        {
            foreach (var capability in (string[])[Oids.Aes256Gcm, Oids.Aes256Cbc, Oids.Aes128Cbc])
            {
                using (der.PushSequence())
                    der.WriteObjectIdentifier(capability);
            }
        }
    }
}
