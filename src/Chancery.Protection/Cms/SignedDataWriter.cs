using System.Formats.Asn1;
using static Chancery.Protection.Cms.DerWriting;

namespace Chancery.Protection.Cms;

/// <summary>SignedData (RFC 5652 section 5): without content for multipart/signed, or around it.</summary>
internal static class SignedDataWriter
{
    /// <param name="hash">Over the signed entity.</param>
    public static byte[] Detached(Signing signing, byte[] hash, DateTimeOffset signingTime) => Encode(der =>
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(Oids.SignedData);
            using (der.PushSequence(Context(0)))
            using (der.PushSequence())
            {
                der.WriteInteger(1);
                WriteDigests(der, signing);
                using (der.PushSequence())
                    der.WriteObjectIdentifier(Oids.Data);
                WriteCertificates(der, signing);
                SignerInfoWriter.Write(der, signing, hash, signingTime);
            }
        }
    });

    /// <summary>Everything before the content, which follows as an <see cref="OctetStringStream"/>. Seven lengths stay open.</summary>
    public static byte[] Head(Signing signing)
    {
        using var head = new MemoryStream();
        head.Write([0x30, 0x80]);
        head.Write(Encode(der => der.WriteObjectIdentifier(Oids.SignedData)));
        head.Write([0xA0, 0x80, 0x30, 0x80]);
        head.Write(Encode(der => der.WriteInteger(1)));
        head.Write(Encode(der => WriteDigests(der, signing)));
        head.Write([0x30, 0x80]);
        head.Write(Encode(der => der.WriteObjectIdentifier(Oids.Data)));
        head.Write([0xA0, 0x80, 0x24, 0x80]);
        return head.ToArray();
    }

    /// <summary>Everything after the content.</summary>
    public static byte[] Tail(Signing signing, byte[] hash, DateTimeOffset signingTime)
    {
        using var tail = new MemoryStream();
        tail.Write(new byte[6]);
        tail.Write(Encode(der => WriteCertificates(der, signing)));
        tail.Write(Encode(der => SignerInfoWriter.Write(der, signing, hash, signingTime)));
        tail.Write(new byte[6]);
        return tail.ToArray();
    }

    private static void WriteDigests(AsnWriter der, Signing signing)
    {
        using (der.PushSetOf())
            der.WriteAlgorithm(signing.Digest.Oid);
    }

    private static void WriteCertificates(AsnWriter der, Signing signing)
    {
        using (der.PushSetOf(Context(0)))
        {
            foreach (var certificate in signing.Identity.Chain.Prepend(signing.Identity.Certificate))
                der.WriteEncodedValue(certificate.RawData);
        }
    }
}
