using System.Security.Cryptography;
using Chancery.Engine.Settings;
using Chancery.Host.Settings;
using Chancery.Host.Settings.Tree;
using Chancery.Smtp.Tls;

namespace Chancery.Host.Checks;

/// <summary>Reads the certificate of a listener as <c>serve</c> would, and looks at its dates.</summary>
internal static class CertificateCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static void Check(ListenerSettings listener, SettingsPlace place, FindingList findings, DateTimeOffset now)
    {
        CheckClientRoots(listener, place, findings);
        if (listener.CertificateFile is not { } file)
            return;
        try
        {
            using var certificate = new FileCertificate(file, listener.CertificateKeyFile).Current.TargetCertificate;
            if (certificate.NotAfter.ToUniversalTime() < now)
                findings.Error(SettingsCodes.Certificate, place, $"the certificate of {listener.Address} expired on {certificate.NotAfter:yyyy-MM-dd}", "renew it and send SIGHUP");
            else if (certificate.NotAfter.ToUniversalTime() < now + Soon)
                findings.Warning(SettingsCodes.Certificate, place, $"the certificate of {listener.Address} expires on {certificate.NotAfter:yyyy-MM-dd}", "renew it soon");
            if (certificate.NotBefore.ToUniversalTime() > now)
                findings.Error(SettingsCodes.Certificate, place, $"the certificate of {listener.Address} is valid from {certificate.NotBefore:yyyy-MM-dd} only", "check the clock of this machine");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            findings.Error(SettingsCodes.Certificate, place, $"the certificate \"{file}\" cannot be used: {e.Message.TrimEnd('.')}", "a PEM file with certificate, chain and private key, or PKCS#12 without a password");
        }
    }

    private static void CheckClientRoots(ListenerSettings listener, SettingsPlace place, FindingList findings)
    {
        try
        {
            ClientCertificateJudge.Of(listener);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            findings.Error(SettingsCodes.Certificate, place, $"the roots of client-certificate cannot be used: {e.Message.TrimEnd('.')}", "a PEM file with the certificates of the authorities");
        }
    }
}
