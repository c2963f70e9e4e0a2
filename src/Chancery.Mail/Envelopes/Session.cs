namespace Chancery.Mail.Envelopes;

/// <summary>How far a session is trusted, as a rank (language, R6). <c>signed</c> comes with verification of signatures.</summary>
public enum SessionTrust { Anonymous, Authenticated, Internal }

/// <summary>The SMTP session or API call a message came by.</summary>
/// <param name="Listener">Address of the listener, <c>127.0.0.1:2525</c>.</param>
/// <param name="Remote">IP address of the peer, without port.</param>
/// <param name="Helo">Argument of EHLO or HELO, as sent.</param>
/// <param name="Tls">Protocol version, <c>TLS1.3</c>; null without TLS.</param>
/// <param name="User">Who authenticated; null if nobody.</param>
/// <param name="Connector">Name of the peer for rules; null if the listener has none.</param>
public sealed record Session(
    string Listener, string Remote, string Helo, string? Tls, SessionTrust Trust, string? User, string? Connector)
{
    /// <summary>As in the <c>with</c> clause of Received, without the marks for TLS and authentication: SMTP, ESMTP, UTF8SMTP, LMTP.</summary>
    public string Protocol { get; init; } = "ESMTP";

    /// <summary>Subject of the client's certificate, if it showed a valid one; else null.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>Id of the tenant that the listener or the login stands for (language, R21); null: found out per message.</summary>
    public string? Tenant { get; init; }

    /// <summary>Trust and connector depend on a header field that is still to come.</summary>
    public bool Provisional { get; init; }
}
