using Chancery.Protection.OpenPgp.Packets;
using Chancery.Protection.Smime.Opening;
using MimeKit.Encodings;
using MimeKit.IO;
using MimeKit.IO.Filters;

namespace Chancery.Protection.OpenPgp.Opening;

/// <summary>The parts of multipart/signed and multipart/encrypted (RFC 3156 sections 4 and 5) as packets.</summary>
internal static class PgpParts
{
    public static (SignedMultipart Parts, SignatureSet Signatures) Signed(Stream entity, EntityHead head)
    {
        var parts = SignedMultipart.Of(entity, head);
        var (part, partHead) = Second(entity, parts);
        if (partHead.MimeType != "application/pgp-signature")
            throw new PgpException("the second part is no signature");
        return (parts, SignatureSet.Read(Armor.Open(Body(part, partHead))));
    }

    /// <summary>The packets of the second part, behind a first one that says the version.</summary>
    public static Stream Encrypted(Stream entity, EntityHead head)
    {
        var parts = SignedMultipart.Of(entity, head);
        var control = new BoundStream(entity, parts.ContentOffset, parts.ContentOffset + parts.ContentLength, leaveOpen: true);
        if (EntityHead.Read(control).MimeType != "application/pgp-encrypted")
            throw new PgpException("the first part is not the one of RFC 3156");
        var (part, partHead) = Second(entity, parts);
        return Armor.Open(Body(part, partHead));
    }

    /// <summary>The body without its transfer encoding; quoted-printable too, for some servers make it on the way.</summary>
    public static Stream Body(Stream part, EntityHead head)
    {
        if (head.Encoding != "quoted-printable")
            return head.OpenBody(part);
        var decoded = new FilteredStream(new BoundStream(part, head.BodyOffset, head.Length, leaveOpen: true));
        decoded.Add(new DecoderFilter(new QuotedPrintableDecoder()));
        return decoded;
    }

    private static (Stream Part, EntityHead Head) Second(Stream entity, SignedMultipart parts)
    {
        var part = new BoundStream(entity, parts.SignatureOffset, parts.SignatureOffset + parts.SignatureLength, leaveOpen: true);
        return (part, EntityHead.Read(part));
    }
}
