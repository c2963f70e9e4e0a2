using System.Formats.Asn1;
using static Chancery.Protection.Cms.DerWriting;

namespace Chancery.Protection.Cms;

/// <summary>The SET OF one SignerInfo (RFC 5652 section 5.3) with its signed attributes (RFC 8551 section 2.5).</summary>
internal static class SignerInfoWriter
{
    public static void Write(AsnWriter der, Signing signing, byte[] hash, DateTimeOffset signingTime)
    {
        var attributes = Attributes(hash, signingTime);
        using (der.PushSetOf())
        using (der.PushSequence())
        {
            der.WriteInteger(1);
            der.WriteIssuerAndSerial(signing.Identity.Certificate);
            der.WriteAlgorithm(signing.Digest.Oid);
            // The signature covers the attributes as SET OF; in the message they carry an implicit tag (section 5.4).
            der.WriteEncodedValue([0xA0, .. attributes.AsSpan(1)]);
            signing.WriteAlgorithm(der);
            der.WriteOctetString(signing.Sign(attributes));
        }
    }

    private static byte[] Attributes(byte[] hash, DateTimeOffset signingTime) => Encode(der =>
    {
        using (der.PushSetOf())
        {
            Attribute(der, Oids.ContentType, () => der.WriteObjectIdentifier(Oids.Data));
            Attribute(der, Oids.SigningTime, () => WriteTime(der, signingTime));
            Attribute(der, Oids.MessageDigest, () => der.WriteOctetString(hash));
            Attribute(der, Oids.SmimeCapabilities, () => WriteCapabilities(der));
        }
    });

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
            foreach (var capability in (string[])[Oids.Aes256Gcm, Oids.Aes128Gcm, Oids.Aes256Cbc, Oids.Aes128Cbc])
            {
                using (der.PushSequence())
                    der.WriteObjectIdentifier(capability);
            }
        }
    }
}
