using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Smtp.Tls;

namespace Chancery.Smtp.Tests.Support;

/// <summary>A CA and a server certificate for gw.acme.example and 127.0.0.1, made for one test run.</summary>
public sealed class TestCertificate : IServerCertificate
{
    public static TestCertificate Instance { get; } = new();

    private TestCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        Root = request.CreateSelfSigned(from, to);
        Leaf = IssueLeaf(from, to);
        Current = SslStreamCertificateContext.Create(Leaf, [], offline: true);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Leaf { get; }

    public SslStreamCertificateContext Current { get; }

    /// <summary>Certificate and key as one PEM file.</summary>
    public string WritePem(string folder)
    {
        var file = Path.Combine(folder, "server.pem");
        File.WriteAllText(file, Leaf.ExportCertificatePem() + "\n" + Leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n");
        return file;
    }

    private X509Certificate2 IssueLeaf(DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gw.acme.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("gw.acme.example");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(Root, from, to, [1, 2, 3, 4]);
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
