using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Keys;

/// <summary>
/// Makes certificates: an authority of one's own with mail certificates below it (the demo, a first try), and self-signed ones
/// that stand in where a dry run is only told that there is a key. Elliptic keys (R10).
/// </summary>
public sealed class CertificateMaker : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(365 * 3);

    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly X509Certificate2 _authority;
    private readonly DateTimeOffset _now;

    public CertificateMaker(string authorityName, DateTimeOffset now)
    {
        _now = now;
        var request = new CertificateRequest($"CN={authorityName}", _authorityKey, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(now.AddDays(-1), now + Life + Life);
    }

    /// <summary>The authority as a trust anchor.</summary>
    public StoredKey Anchor => KeyOf(_authority, KeyRole.Anchor, null);

    /// <summary>A certificate to sign with, and to be written to, for one address.</summary>
    public StoredKey MailCertificate(string address, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        using var certificate = RequestFor(address, name, key).Create(_authority, _now.AddDays(-1), _now + Life, serial);
        return KeyOf(certificate, KeyRole.EndEntity, key.ExportPkcs8PrivateKey());
    }

    /// <summary>A certificate that is its own anchor.</summary>
    public static StoredKey SelfSigned(string address, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = RequestFor(address, address, key).CreateSelfSigned(now.AddDays(-1), now + Life);
        return KeyOf(certificate, KeyRole.EndEntity, key.ExportPkcs8PrivateKey());
    }

    public void Dispose()
    {
        _authority.Dispose();
        _authorityKey.Dispose();
    }

    private static CertificateRequest RequestFor(string address, string name, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyAgreement, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static StoredKey KeyOf(X509Certificate2 certificate, KeyRole role, byte[]? pkcs8) => new(
        Fingerprint.Of(certificate), "smime", role, CertificateNames.AddressesOf(certificate), certificate.Subject,
        certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), certificate.RawData, pkcs8 is not null, pkcs8);
}
