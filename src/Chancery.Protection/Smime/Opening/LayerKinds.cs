namespace Chancery.Protection.Smime.Opening;

internal enum LayerKind { None, ClearSigned, Cms, PgpSigned, PgpEncrypted, PgpText }

/// <summary>What an entity is by its type (RFC 8551 section 3.2, 3.5); what a CMS content is, it says itself.</summary>
internal static class LayerKinds
{
    public static LayerKind Of(EntityHead head) => head.MimeType switch
    {
        "multipart/signed" when IsSmime(head.Type.Parameters["protocol"]) => LayerKind.ClearSigned,
        "multipart/signed" when IsPgp(head, "application/pgp-signature") => LayerKind.PgpSigned,
        "multipart/encrypted" when IsPgp(head, "application/pgp-encrypted") => LayerKind.PgpEncrypted,
        "application/pkcs7-mime" or "application/x-pkcs7-mime" => LayerKind.Cms,
        "application/octet-stream" when IsNamedP7m(head) => LayerKind.Cms,
        _ => LayerKind.None,
    };

    public static bool CallsItselfSigned(EntityHead head) =>
        head.MimeType == "multipart/signed" || string.Equals(head.Type.Parameters["smime-type"], "signed-data", StringComparison.OrdinalIgnoreCase);

    private static bool IsSmime(string? protocol) =>
        protocol is null || protocol.ToLowerInvariant() is "application/pkcs7-signature" or "application/x-pkcs7-signature";

    private static bool IsPgp(EntityHead head, string protocol) => string.Equals(head.Type.Parameters["protocol"], protocol, StringComparison.OrdinalIgnoreCase);

    private static bool IsNamedP7m(EntityHead head)
    {
        var disposition = head.Header.Texts("Content-Disposition").FirstOrDefault();
        var name = disposition is not null && MimeKit.ContentDisposition.TryParse(disposition, out var parsed) ? parsed.FileName : null;
        return (name ?? head.Type.Name ?? "").EndsWith(".p7m", StringComparison.OrdinalIgnoreCase);
    }
}
