namespace Chancery.Mail.ContentTypes;

/// <summary>CMS and OpenPGP as files.</summary>
internal static class CryptoTypes
{
    /// <summary>1.2.840.113549.1.7, the arc of the CMS content types, as DER.</summary>
    private static readonly byte[] CmsArc = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];

    /// <summary>1.2.840.113549.1.9.16.1: compressed-data, authenticated-enveloped-data.</summary>
    private static readonly byte[] SmimeArc = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01];

    public static string? Of(ContentSample sample, string extension)
    {
        if (IsKeyStore(sample.Head)) return "p12";
        if (IsCms(sample.Head)) return "smime";
        if (extension is "p7m" or "p7s" or "p7c" or "p7z" or "p7b" && IsCutOff(sample.Head)) return "smime";
        var text = sample.Head.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("-----BEGIN PKCS7-----"u8) || text.StartsWith("-----BEGIN CMS-----"u8)) return "smime";
        if (text.StartsWith("-----BEGIN PGP "u8)) return "pgp";
        if (text.StartsWith("-----BEGIN CERTIFICATE"u8) || text.StartsWith("-----BEGIN PUBLIC KEY"u8) || text.StartsWith("-----BEGIN X509 CRL"u8)) return "pem";
        return extension is "pgp" or "gpg" or "sig" or "asc" && IsPacket(sample.Head) ? "pgp" : null;
    }

    /// <summary>A SEQUENCE that ends before it could say what it holds: it may be anything, encrypted too.</summary>
    public static bool IsCutOff(ReadOnlySpan<byte> head) => head.Length is > 0 and < 16 && head[0] == 0x30 && (head.Length == 1 || head[1] is 0x80 or 0x81 or 0x82 or 0x83 or 0x84);

    /// <summary>Enveloped or authenticated-enveloped data; a signature or certificates are readable by anybody.</summary>
    public static bool? IsEncryptedCms(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head[0] != 0x30) return null;
        var start = head[..Math.Min(head.Length, 32)];
        return Names(start, CmsArc, 0x03) || Names(start, CmsArc, 0x06) || Names(start, SmimeArc, 0x17);
    }

    /// <summary>RFC 9580 section 5: encrypted session key or encrypted data, armoured or not.</summary>
    public static bool IsPgpMessage(ReadOnlySpan<byte> head)
    {
        var text = head.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("-----BEGIN PGP "u8)) return text.StartsWith("-----BEGIN PGP MESSAGE"u8);
        return Tag(head) is 1 or 3 or 9 or 18 or 20;
    }

    /// <summary>RFC 7292 section 4: version 3, then a ContentInfo.</summary>
    private static bool IsKeyStore(ReadOnlySpan<byte> head) =>
        head.Length > 32 && Inside(head).StartsWith((ReadOnlySpan<byte>)[0x02, 0x01, 0x03, 0x30]) && head[..32].IndexOf(CmsArc) > 0;

    private static bool Names(ReadOnlySpan<byte> start, byte[] arc, byte last)
    {
        var at = start.IndexOf(arc);
        return at >= 0 && at + arc.Length < start.Length && start[at + arc.Length] == last;
    }

    /// <summary>ContentInfo: a SEQUENCE that begins with one of the object identifiers.</summary>
    private static bool IsCms(ReadOnlySpan<byte> head) =>
        Inside(head) is var start && start.Length > 10 && start[0] == 0x06 && (start[2..].StartsWith(CmsArc) || start[2..].StartsWith(SmimeArc));

    /// <summary>What stands in a SEQUENCE, whose length has one to nine octets.</summary>
    private static ReadOnlySpan<byte> Inside(ReadOnlySpan<byte> head)
    {
        if (head.Length < 20 || head[0] != 0x30) return [];
        var length = head[1] > 0x80 ? head[1] & 0x7F : 0;
        return length > 8 ? [] : head[(2 + length)..];
    }

    /// <summary>RFC 9580 section 4.2: a packet header of a kind that files begin with.</summary>
    private static bool IsPacket(ReadOnlySpan<byte> head) =>
        Tag(head) is 1 or 2 or 3 or 4 or 5 or 6 or 8 or 9 or 10 or 18 or 20;

    private static int? Tag(ReadOnlySpan<byte> head) =>
        head.IsEmpty || (head[0] & 0x80) == 0 ? null : (head[0] & 0x40) != 0 ? head[0] & 0x3F : (head[0] >> 2) & 0x0F;
}
