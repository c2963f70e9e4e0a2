using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Chancery.Engine.Settings;

namespace Chancery.Smtp.Client.Connections;

/// <summary>The TLS a mail needs on a hop: the stricter of both wishes.</summary>
/// <param name="Mode">What is tried, and without which nothing is sent if it is <see cref="TlsMode.Required"/> or more.</param>
/// <param name="PlainAfterFailure">After a failed handshake a connection without TLS will do.</param>
internal sealed record TlsDemand(TlsMode Mode, bool PlainAfterFailure)
{
    public static TlsDemand Of(NextHop hop, TlsMode minimum)
    {
        var mode = hop.Tls > minimum ? hop.Tls : minimum;
        return new TlsDemand(mode, mode == TlsMode.Opportunistic && minimum == TlsMode.None);
    }

    public bool Forced => Mode is TlsMode.Required or TlsMode.Verified;

    public SslClientAuthenticationOptions Options(string host, X509Certificate2Collection? roots) => new()
    {
        TargetHost = host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, _, _, errors) => Mode != TlsMode.Verified || errors == SslPolicyErrors.None,
        CertificateChainPolicy = roots is null ? null : Policy(roots),
    };

    private static X509ChainPolicy Policy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
