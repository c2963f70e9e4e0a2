using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Cms;

/// <summary>Small pieces that several structures share.</summary>
internal static class DerWriting
{
    public static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);

    public static byte[] Encode(Action<AsnWriter> write)
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        write(der);
        return der.Encode();
    }

    /// <summary>AlgorithmIdentifier without parameters, or with NULL where RFC 3370 and RFC 4055 ask for it.</summary>
    public static void WriteAlgorithm(this AsnWriter der, string oid, bool withNull = false)
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(oid);
            if (withNull)
                der.WriteNull();
        }
    }

    public static void WriteIssuerAndSerial(this AsnWriter der, X509Certificate2 certificate)
    {
        using (der.PushSequence())
        {
            der.WriteEncodedValue(certificate.IssuerName.RawData);
            der.WriteInteger(certificate.SerialNumberBytes.Span);
        }
    }

    /// <summary>RSASSA-PSS-params without the salt length, or RSAES-OAEP-params: the hash, and MGF1 with the same hash (RFC 4055).</summary>
    public static void WriteHashAndMask(this AsnWriter der, string hash)
    {
        using (der.PushSequence(Context(0)))
            der.WriteAlgorithm(hash, withNull: true);
        using (der.PushSequence(Context(1)))
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(Oids.Mgf1);
            der.WriteAlgorithm(hash, withNull: true);
        }
    }

    /// <summary>The octets of a tag and a definite length.</summary>
    public static byte[] Header(byte tag, int length) => length switch
    {
        < 0x80 => [tag, (byte)length],
        < 0x100 => [tag, 0x81, (byte)length],
        < 0x10000 => [tag, 0x82, (byte)(length >> 8), (byte)length],
        _ => [tag, 0x84, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length],
    };
}
