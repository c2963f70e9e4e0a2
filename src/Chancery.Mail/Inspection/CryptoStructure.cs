using System.Text;
using Chancery.Mail.Structure;

namespace Chancery.Mail.Inspection;

/// <summary>
/// Signature and encryption of the whole message (RFC 8551 section 3, RFC 3156). Encryption counts only where the content is
/// encrypted indeed: a label alone would let plain mail pass for protected.
/// </summary>
internal static class CryptoStructure
{
    /// <summary>Octets of a content that are enough to see its outermost type.</summary>
    private const int Peek = 4096;

    private static readonly byte[] SignedData = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
    private static readonly byte[] EnvelopedData = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x03];
    private static readonly byte[] AuthEnvelopedData = [0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x17];

    public static CryptoState Of(MailPart? root, Stream original) => root switch
    {
        null => CryptoState.None,
        { MimeType: "multipart/signed", Children.Count: 2 } => new CryptoState(SignatureKind(root), null),
        { MimeType: "multipart/encrypted", Children.Count: 2 } when IsPgp(root) && IsPgpMessage(Start(root.Children[1], original)) =>
            new CryptoState(null, CryptoKind.Pgp),
        { Kind: PartKind.Leaf } when MayBeCms(root) => Cms(root, Start(root, original)),
        _ => CryptoState.None,
    };

    private static CryptoKind? SignatureKind(MailPart signed) => signed.Children[1].MimeType switch
    {
        "application/pgp-signature" => CryptoKind.Pgp,
        "application/pkcs7-signature" or "application/x-pkcs7-signature" => CryptoKind.Smime,
        _ => null,
    };

    private static bool IsPgp(MailPart encrypted) => encrypted.Children[0].MimeType == "application/pgp-encrypted";

    private static bool MayBeCms(MailPart root) =>
        root.MimeType is "application/pkcs7-mime" or "application/x-pkcs7-mime"
        || (root.MimeType == "application/octet-stream"
            && (root.Disposition?.FileName ?? root.Type.Name ?? "").EndsWith(".p7m", StringComparison.OrdinalIgnoreCase));

    private static CryptoState Cms(MailPart root, ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty || start[0] != 0x30) return CryptoState.None;
        var head = start[..Math.Min(start.Length, 32)];
        if (head.IndexOf(EnvelopedData) >= 0 || head.IndexOf(AuthEnvelopedData) >= 0) return new CryptoState(null, CryptoKind.Smime);
        var certificatesOnly = string.Equals(root.Type.Parameters["smime-type"], "certs-only", StringComparison.OrdinalIgnoreCase);
        return head.IndexOf(SignedData) >= 0 && !certificatesOnly ? new CryptoState(CryptoKind.Smime, null) : CryptoState.None;
    }

    /// <summary>The first packet must be an encrypted session key or encrypted data (RFC 9580 section 5).</summary>
    private static bool IsPgpMessage(ReadOnlySpan<byte> start)
    {
        var first = FirstOctet(start);
        if (first is not { } octet || (octet & 0x80) == 0) return false;
        var tag = (octet & 0x40) != 0 ? octet & 0x3F : (octet >> 2) & 0x0F;
        return tag is 1 or 3 or 9 or 18 or 20;
    }

    private static byte? FirstOctet(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start).TrimStart();
        if (!text.StartsWith("-----BEGIN PGP MESSAGE-----", StringComparison.Ordinal)) return start.IsEmpty ? null : start[0];
        var lines = text.Split('\n').Skip(1).SkipWhile(line => line.Trim().Length > 0).Skip(1);
        var data = lines.FirstOrDefault(line => line.Trim().Length >= 4)?.Trim() ?? "";
        Span<byte> octets = stackalloc byte[3];
        return data.Length >= 4 && Convert.TryFromBase64String(data[..4], octets, out var count) && count > 0 ? octets[0] : null;
    }

    private static byte[] Start(MailPart part, Stream original)
    {
        using var content = part.OpenDecoded(original);
        var start = new byte[Peek];
        return start[..content.ReadAtLeast(start, Peek, throwOnEndOfStream: false)];
    }
}
