using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Engine.Settings;

namespace Chancery.Smtp.Tls;

/// <summary>Certificate chain and private key from PEM files, or from a PKCS#12 file without password.</summary>
public sealed class FileCertificate : IServerCertificate
{
    private readonly string _certificateFile;
    private readonly string? _keyFile;
    private volatile SslStreamCertificateContext _current;

    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CryptographicException">A file holds no certificate, or no private key that fits it.</exception>
    public FileCertificate(string certificateFile, string? keyFile = null)
    {
        (_certificateFile, _keyFile) = (certificateFile, keyFile);
        _current = Load();
    }

    public SslStreamCertificateContext Current => _current;

    /// <summary>Null for a listener without a certificate.</summary>
    /// <inheritdoc cref="FileCertificate(string, string?)"/>
    public static FileCertificate? Of(ListenerSettings listener) =>
        listener.Tls == ListenerTls.None || listener.CertificateFile is null
            ? null
            : new FileCertificate(listener.CertificateFile, listener.CertificateKeyFile);

    /// <summary>Reads the files anew. When it throws, the certificate in use stays.</summary>
    /// <inheritdoc cref="FileCertificate(string, string?)"/>
    public void Reload() => _current = Load();

    private SslStreamCertificateContext Load()
    {
        var (leaf, chain) = IsPem(_certificateFile) ? LoadPem() : LoadPkcs12();
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }

    private (X509Certificate2 Leaf, X509Certificate2Collection Chain) LoadPem()
    {
        var leaf = X509Certificate2.CreateFromPemFile(_certificateFile, _keyFile);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_certificateFile);
        return (leaf, chain);
    }

    private (X509Certificate2 Leaf, X509Certificate2Collection Chain) LoadPkcs12()
    {
        var chain = X509CertificateLoader.LoadPkcs12CollectionFromFile(_certificateFile, password: null);
        var leaf = chain.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new CryptographicException($"{_certificateFile} holds no private key");
        return (leaf, chain);
    }

    private static bool IsPem(string file)
    {
        using var stream = File.OpenRead(file);
        // PKCS#12 is a DER SEQUENCE, tag 0x30; PEM is text.
        return stream.ReadByte() != 0x30;
    }
}
