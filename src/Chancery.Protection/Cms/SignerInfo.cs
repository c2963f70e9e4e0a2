using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Cms;

/// <summary>An AlgorithmIdentifier.</summary>
/// <param name="Parameters">Encoded; null if absent.</param>
internal sealed record Algorithm(string Oid, byte[]? Parameters)
{
    public static Algorithm Read(AsnReader reader)
    {
        var algorithm = reader.ReadSequence();
        return new Algorithm(algorithm.ReadObjectIdentifier(), algorithm.HasData ? algorithm.ReadEncodedValue().ToArray() : null);
    }
}

/// <summary>By what a certificate is named in CMS: issuer and serial number, or its subject key identifier.</summary>
internal sealed record CertificateId(byte[]? Issuer, byte[]? Serial, byte[]? KeyIdentifier)
{
    public static CertificateId IssuerAndSerial(AsnReader reader)
    {
        var id = reader.ReadSequence();
        return new CertificateId(id.ReadEncodedValue().ToArray(), id.ReadIntegerBytes().ToArray(), null);
    }

    public bool Is(X509Certificate2 certificate) => KeyIdentifier is not null
        ? certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any(extension => extension.SubjectKeyIdentifierBytes.Span.SequenceEqual(KeyIdentifier))
        : certificate.IssuerName.RawData.AsSpan().SequenceEqual(Issuer) && certificate.SerialNumberBytes.Span.SequenceEqual(Serial);
}

/// <summary>One SignerInfo (RFC 5652 section 5.3), read and not yet judged.</summary>
/// <param name="SignedAttributes">As they are signed: encoded as SET OF; null for none.</param>
internal sealed record SignerInfo(CertificateId Id, Algorithm Digest, byte[]? SignedAttributes, Algorithm Signature, byte[] Value)
{
    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0);

    public static SignerInfo Read(AsnReader reader)
    {
        var info = reader.ReadSequence();
        info.ReadInteger();
        var id = info.PeekTag().HasSameClassAndValue(Zero)
            ? new CertificateId(null, null, info.ReadOctetString(Zero))
            : CertificateId.IssuerAndSerial(info);
        var digest = Algorithm.Read(info);
        byte[]? attributes = info.PeekTag().HasSameClassAndValue(Zero) ? [0x31, .. info.ReadEncodedValue().Span[1..]] : null;
        return new SignerInfo(id, digest, attributes, Algorithm.Read(info), info.ReadOctetString());
    }

    /// <summary>The single value of an attribute; null if it is absent. One that stands twice or has several values is refused.</summary>
    public ReadOnlyMemory<byte>? Attribute(string oid)
    {
        if (SignedAttributes is null)
            return null;
        ReadOnlyMemory<byte>? found = null;
        var set = new AsnReader(SignedAttributes, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true);
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            if (attribute.ReadObjectIdentifier() != oid)
                continue;
            var values = attribute.ReadSetOf(skipSortOrderValidation: true);
            if (found is not null)
                throw new CmsException("a signed attribute stands twice");
            found = values.ReadEncodedValue();
            if (values.HasData)
                throw new CmsException("a signed attribute has several values");
        }

        return found;
    }
}
