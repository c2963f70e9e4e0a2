using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Engine.Settings;
using Chancery.Smtp.Text;

namespace Chancery.Smtp.Tls;

/// <summary>Whether a client's certificate is the one a listener demands: by its fingerprint, or by chain and name.</summary>
public sealed class ClientCertificateJudge
{
    private readonly ClientCertificateDemand _demand;
    private readonly X509Certificate2Collection _roots = [];

    /// <exception cref="IOException">The file with the roots cannot be read.</exception>
    /// <exception cref="CryptographicException">The file holds no certificate.</exception>
    public ClientCertificateJudge(ClientCertificateDemand demand)
    {
        _demand = demand;
        if (demand.AuthorityFile is not { } file)
            return;
        _roots.ImportFromPemFile(file);
        if (_roots.Count == 0)
            throw new CryptographicException($"{file} holds no certificate");
    }

    /// <summary>Null for a listener that demands none.</summary>
    /// <inheritdoc cref="ClientCertificateJudge(ClientCertificateDemand)"/>
    public static ClientCertificateJudge? Of(ListenerSettings listener) =>
        listener.Demands.Certificate is { } demand ? new ClientCertificateJudge(demand) : null;

    internal string? SubjectIfValid(X509Certificate shown, DateTimeOffset now)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
        return IsValid(certificate, now) ? Printable.Encode(certificate.Subject) : null;
    }

    private bool IsValid(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (_demand.Fingerprint is { } fingerprint && !fingerprint.Equals(certificate.GetCertHashString(HashAlgorithmName.SHA256), StringComparison.OrdinalIgnoreCase))
            return false;
        if (_demand.Name is { } name && !certificate.MatchesHostname(name, allowWildcards: true, allowCommonName: false))
            return false;
        return _roots.Count == 0 ? _demand.Fingerprint is not null && IsInTime(certificate, now) : ChainsToRoots(certificate, now);
    }

    private static bool IsInTime(X509Certificate2 certificate, DateTimeOffset now) =>
        certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime();

    private bool ChainsToRoots(X509Certificate2 certificate, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.ExtraStore.AddRange(_roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        return chain.Build(certificate);
    }
}
