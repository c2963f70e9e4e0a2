using System.Formats.Asn1;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime.Opening;

/// <summary>The signature of a multipart/signed and the content it is over.</summary>
internal static class ClearSignature
{
    public static (SignedMultipart Parts, SignedDataReader Signed) Read(Stream entity, EntityHead head)
    {
        var parts = SignedMultipart.Of(entity, head);
        var part = new MimeKit.IO.BoundStream(entity, parts.SignatureOffset, parts.SignatureOffset + parts.SignatureLength, leaveOpen: true);
        var partHead = EntityHead.Read(part);
        if (partHead.MimeType is not ("application/pkcs7-signature" or "application/x-pkcs7-signature"))
            throw new CmsException("the second part is no signature");
        var reader = new BerReader(partHead.OpenBody(part));
        reader.Enter(0x30);
        if (new AsnReader(reader.ReadElement(128, "content type"), AsnEncodingRules.BER).ReadObjectIdentifier() != Oids.SignedData)
            throw new CmsException("the second part is no signature");
        var signed = new SignedDataReader(reader);
        if (signed.HasContent)
            throw new CmsException("the signature brings a content of its own");
        signed.ReadRest();
        return (parts, signed);
    }

    public static DigestSet Hash(Stream entity, SignedMultipart parts, SignedDataReader signed, CancellationToken cancel)
    {
        var digests = new DigestSet(signed.DigestOids);
        CanonicalHash.Add(new MimeKit.IO.BoundStream(entity, parts.ContentOffset, parts.ContentOffset + parts.ContentLength, leaveOpen: true), digests, cancel);
        return digests;
    }

    public static IReadOnlyList<SignatureResult> Check(Stream entity, EntityHead head, CancellationToken cancel)
    {
        var (parts, signed) = Read(entity, head);
        using var digests = Hash(entity, parts, signed, cancel);
        return [.. signed.Signers.Select(signer => SignatureCheck.Of(signer, signed.Certificates, digests, signed.ContentType))];
    }
}
