using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Keys;

internal enum KeyPurpose { Encrypt, Sign }

/// <summary>
/// Whether a certificate may be used for an address now (RFC 8550, RFC 5280): name, time, strength, purpose, and a chain to an
/// anchor of the tenant. Nothing is fetched from the network.
/// </summary>
internal static class CertificateJudge
{
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";
    private const string AnyPurpose = "2.5.29.37.0";
    private const int MinRsaBits = 2048;
    private const int MinEllipticBits = 256;
    private const int MaxChain = 6;

    private static readonly HashSet<string> WeakSignatures =
        ["1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.113549.1.1.2", "1.2.840.10045.4.1", "1.2.840.10040.4.3"];

    /// <param name="address">A mail address, or a name the certificate was given (<see cref="AssignedNames"/>).</param>
    public static KeyStatus Judge(X509Certificate2 certificate, string address, KeyPurpose purpose, Authorities authorities, DateTimeOffset now)
    {
        var isNamed = AssignedNames.IsAssigned(address) || CertificateNames.AddressesOf(certificate).Contains(address.ToLowerInvariant());
        if (!isNamed || !IsFor(certificate, purpose))
            return KeyStatus.Mismatch;
        if (now < certificate.NotBefore)
            return KeyStatus.NotYetValid;
        // The chain's builder counts the last second as over already.
        if (now >= certificate.NotAfter)
            return KeyStatus.Expired;
        return IsWeak(certificate) ? KeyStatus.Weak : ChainOf(certificate, authorities, now);
    }

    public static bool IsWeak(X509Certificate2 certificate)
    {
        if (WeakSignatures.Contains(certificate.SignatureAlgorithm.Value ?? ""))
            return true;
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
            return rsa.KeySize < MinRsaBits;
        using var elliptic = certificate.GetECDsaPublicKey();
        return elliptic is not null && elliptic.KeySize < MinEllipticBits;
    }

    private static bool IsFor(X509Certificate2 certificate, KeyPurpose purpose)
    {
        if (!PrivateKeys.IsSupported(certificate) || certificate.GetKeyAlgorithm() == (purpose == KeyPurpose.Sign ? EdwardsKey.X25519 : EdwardsKey.Ed25519))
            return false;
        var extended = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        if (extended is not null && !extended.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>().Any(oid => oid.Value is EmailProtection or AnyPurpose))
            return false;
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;
        var needed = purpose == KeyPurpose.Encrypt
            ? X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyAgreement
            : X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;
        return usage is null || (usage & needed) != 0;
    }

    /// <summary>A way around an authority that was taken back counts; a certificate that only leads over one is revoked.</summary>
    private static KeyStatus ChainOf(X509Certificate2 certificate, Authorities authorities, DateTimeOffset now)
    {
        var standing = authorities.Intermediates.Where(one => !authorities.IsRevoked(one)).ToList();
        var status = BuildOf(certificate, authorities with { Intermediates = [.. standing] }, now);
        return status == KeyStatus.Untrusted && standing.Count < authorities.Intermediates.Count && BuildOf(certificate, authorities, now) != KeyStatus.Untrusted
            ? KeyStatus.Revoked
            : status;
    }

    /// <summary>Every link below the anchor must be strong; the anchor itself is trusted as it is.</summary>
    private static KeyStatus BuildOf(X509Certificate2 certificate, Authorities authorities, DateTimeOffset now)
    {
        // A self-signed certificate that says it is an authority but may sign no others builds no chain, not even with itself.
        if (authorities.Anchors.Contains(certificate))
            return KeyStatus.Valid;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities.Anchors);
        chain.ChainPolicy.ExtraStore.AddRange(authorities.Intermediates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        if (!chain.Build(certificate) || chain.ChainElements.Count > MaxChain)
            return KeyStatus.Untrusted;
        if (IsRevoked(chain.ChainElements, authorities.Lists))
            return KeyStatus.Revoked;
        return chain.ChainElements.SkipLast(1).Any(link => IsWeak(link.Certificate)) ? KeyStatus.Weak : KeyStatus.Valid;
    }

    /// <summary>A link stands on a list of the authority above it. Without a list nothing is revoked.</summary>
    private static bool IsRevoked(X509ChainElementCollection links, IReadOnlyList<RevocationList> lists)
    {
        for (var i = 0; i + 1 < links.Count; i++)
            if (lists.Any(list => list.IsBy(links[i + 1].Certificate) && list.Names(links[i].Certificate)))
                return true;
        return false;
    }
}
