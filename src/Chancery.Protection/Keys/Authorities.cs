using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Keys;

/// <summary>What a tenant trusts, and what helps to get there.</summary>
internal sealed record Authorities(X509Certificate2Collection Anchors, X509Certificate2Collection Intermediates)
{
    public IReadOnlyList<RevocationList> Lists { get; init; } = [];

    /// <summary>Fingerprints that <c>keys revoke</c> took back; of none of them does a chain lead anywhere.</summary>
    public IReadOnlySet<string> Revoked { get; init; } = new HashSet<string>();

    public static Authorities Of(IEnumerable<StoredKey> keys)
    {
        var all = keys.ToList();
        var authorities = new Authorities([], []) { Revoked = KeyRevocation.In(all) };
        foreach (var key in all.Where(key => key.Kind == KeyKinds.Smime && !(key.Role == KeyRole.Anchor && authorities.Revoked.Contains(key.Fingerprint))))
            (key.Role == KeyRole.Anchor ? authorities.Anchors : authorities.Intermediates).Add(X509CertificateLoader.LoadCertificate(key.Certificate));
        return authorities;
    }

    public bool IsRevoked(X509Certificate2 certificate) => Revoked.Count > 0 && Revoked.Contains(Fingerprint.Of(certificate));
}
