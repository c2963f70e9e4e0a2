using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime.Opening;

/// <summary>
/// The last look at what is about to leave, by the reader and not by the writer: is it encrypted, to exactly these recipients,
/// with this cipher; is it signed by this certificate, and does the signature fit.
/// </summary>
public static class OutgoingCheck
{
    /// <param name="message">A finished copy; seekable; left open.</param>
    /// <param name="signer">Who signed; null for nobody. Within an encryption it is not seen.</param>
    /// <param name="isTriple">The signer signed what was encrypted once more.</param>
    /// <returns>What is not as it must be; null if all is. Fit for records.</returns>
    public static string? Of(Stream message, IReadOnlyList<X509Certificate2> recipients, ContentCipher? cipher, X509Certificate2? signer, bool isTriple, CancellationToken cancel)
    {
        try
        {
            var head = EntityHead.Read(message);
            if (head.Header.Named("Bcc").Any())
                return "it names hidden recipients";
            if (isTriple && recipients.Count > 0 && signer is not null)
                return Signed(message, head, signer, cancel) ?? Within(message, head, entity => Encrypted(entity, EntityHead.Read(entity), recipients, cipher));
            return recipients.Count > 0 ? Encrypted(message, head, recipients, cipher) : signer is not null ? Signed(message, head, signer, cancel) : null;
        }
        catch (Exception unreadable) when (unreadable is CmsException or AsnContentException or CryptographicException)
        {
            return "it cannot be read again";
        }
    }

    private static string? Within(Stream message, EntityHead head, Func<Stream, string?> check)
    {
        var parts = ClearSignature.Read(message, head).Parts;
        return check(new MimeKit.IO.BoundStream(message, parts.ContentOffset, parts.ContentOffset + parts.ContentLength, leaveOpen: true));
    }

    private static string? Encrypted(Stream message, EntityHead head, IReadOnlyList<X509Certificate2> recipients, ContentCipher? cipher)
    {
        if (LayerKinds.Of(head) != LayerKind.Cms)
            return "it is not encrypted";
        using var body = head.OpenBody(message);
        var reader = new BerReader(body);
        reader.Enter(0x30);
        var type = new AsnReader(reader.ReadElement(128, "content type"), AsnEncodingRules.BER).ReadObjectIdentifier();
        if (type is not (Oids.EnvelopedData or Oids.AuthEnvelopedData))
            return "it is not encrypted";
        var envelope = new EnvelopedDataReader(reader, type == Oids.AuthEnvelopedData);
        if (cipher is not null && envelope.Cipher != cipher)
            return $"it is encrypted with {envelope.Cipher.Name} instead of {cipher.Name}";
        if (envelope.Keys.Count != recipients.Count)
            return "it is encrypted to more or fewer than its recipients";
        return recipients.All(recipient => envelope.Keys.Any(key => key.Id.Is(recipient))) ? null : "it is encrypted to somebody else";
    }

    private static string? Signed(Stream message, EntityHead head, X509Certificate2 signer, CancellationToken cancel)
    {
        if (LayerKinds.Of(head) != LayerKind.ClearSigned)
            return "it is not signed";
        var result = ClearSignature.Check(message, head, cancel);
        return result is [{ Fault: SignatureFault.None, Certificate: { } by }] && by.RawData.AsSpan().SequenceEqual(signer.RawData) ? null : "its signature does not fit";
    }
}
