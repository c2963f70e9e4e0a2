using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Smtp.Tests.Support;
using Chancery.Smtp.Tls;

namespace Chancery.Smtp.Tests.Server;

public sealed class FileCertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("certificate").FullName;

    [Fact]
    public void Pem_with_chain_and_key_in_one_file() =>
        Assert.Equal(TestCertificate.Instance.Leaf.Thumbprint, new FileCertificate(TestCertificate.Instance.WritePem(_folder)).Current.TargetCertificate.Thumbprint);

    [Fact]
    public void Pem_with_the_key_in_a_file_of_its_own()
    {
        var (certificate, key) = (Path.Combine(_folder, "c.pem"), Path.Combine(_folder, "k.pem"));
        File.WriteAllText(certificate, TestCertificate.Instance.Leaf.ExportCertificatePem());
        File.WriteAllText(key, TestCertificate.Instance.Leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Assert.True(new FileCertificate(certificate, key).Current.TargetCertificate.HasPrivateKey);
    }

    [Fact]
    public void Pkcs12()
    {
        var file = Path.Combine(_folder, "c.p12");
        File.WriteAllBytes(file, TestCertificate.Instance.Leaf.Export(X509ContentType.Pkcs12));
        Assert.True(new FileCertificate(file).Current.TargetCertificate.HasPrivateKey);
    }

    [Fact]
    public void A_reload_takes_the_new_file_and_keeps_the_old_certificate_when_it_is_broken()
    {
        var file = TestCertificate.Instance.WritePem(_folder);
        var certificate = new FileCertificate(file);
        File.WriteAllText(file, "no certificate");
        Assert.ThrowsAny<CryptographicException>(certificate.Reload);
        Assert.Equal(TestCertificate.Instance.Leaf.Thumbprint, certificate.Current.TargetCertificate.Thumbprint);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var next = new CertificateRequest("CN=next", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllText(file, next.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        certificate.Reload();
        Assert.Equal(next.Thumbprint, certificate.Current.TargetCertificate.Thumbprint);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
