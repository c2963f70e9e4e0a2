using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Chancery.Engine.Outbox;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Dane;

namespace Chancery.Smtp.Client.Connections;

/// <summary>The TLS a mail needs on a hop: the strictest of all wishes.</summary>
/// <param name="Mode">What is tried, and without which nothing is sent if it is <see cref="TlsMode.Required"/> or more.</param>
/// <param name="PlainAfterFailure">After a failed handshake a connection without TLS will do.</param>
internal sealed record TlsDemand(TlsMode Mode, bool PlainAfterFailure)
{
    /// <summary>The server must promise the same for the way behind it (RFC 8689).</summary>
    public bool Onwards { get; private init; }

    /// <summary>What the certificate is judged by instead of roots and names (RFC 7672); null without usable TLSA records.</summary>
    public TlsaSet? Dane { get; private init; }

    public static TlsDemand Of(NextHop hop, OutgoingMail mail)
    {
        var minimum = mail.Request.RequireTls ? TlsMode.Verified : mail.MinimumTls;
        var mode = hop.Tls > minimum ? hop.Tls : minimum;
        return new TlsDemand(mode, mode == TlsMode.Opportunistic && minimum == TlsMode.None) { Onwards = mail.Request.RequireTls };
    }

    /// <summary>For a talk in which no mail goes over.</summary>
    public static TlsDemand Of(NextHop hop) => new(hop.Tls, hop.Tls == TlsMode.Opportunistic);

    public bool Forced => Mode is TlsMode.Required or TlsMode.Verified;

    /// <summary>The same, or stricter.</summary>
    public TlsDemand AtLeast(TlsMode mode) => mode > Mode ? this with { Mode = mode, PlainAfterFailure = false } : this;

    /// <summary>What the TLSA records of a host say goes before what its certificate says about itself.</summary>
    public TlsDemand By(TlsaSet tlsa) => AtLeast(TlsMode.Required) with { Dane = tlsa };

    public SslClientAuthenticationOptions Options(string host, X509Certificate2Collection? roots) => new()
    {
        TargetHost = host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsGood(host, certificate as X509Certificate2, chain, errors),
        CertificateChainPolicy = roots is null ? null : Policy(roots),
    };

    private bool IsGood(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (Dane is not null)
            return certificate is not null && Dane.Matches(certificate, chain, host);
        return Mode != TlsMode.Verified || errors == SslPolicyErrors.None;
    }

    private static X509ChainPolicy Policy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
