using Chancery.Smtp.Server.Auth;

namespace Chancery.Smtp.Server.Session;

/// <summary>Everything that decides what the next command means. Each verb answers with the state after it.</summary>
/// <param name="Helo">Argument of the last accepted EHLO, LHLO or HELO; null before.</param>
/// <param name="Extended">Greeted by EHLO or LHLO: extensions hold, PIPELINING among them.</param>
/// <param name="Tls">Protocol version, <c>TLS1.3</c>; null without TLS.</param>
internal sealed record SmtpState(Peer Peer, string? Helo = null, bool Extended = false, string? Tls = null, Transaction? Transaction = null)
{
    /// <summary>Subject of the client's certificate where the listener demands one and this one fits; else null.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>Who logged in; null if nobody.</summary>
    public Login? Login { get; init; }

    public int FailedLogins { get; init; }

    public SmtpState Greeted(string helo, bool extended) => this with { Helo = helo, Extended = extended, Transaction = null };

    public SmtpState Reset() => this with { Transaction = null };

    /// <summary>After STARTTLS nothing said before counts (RFC 3207 section 4.2); failed logins do.</summary>
    public SmtpState Encrypted(string protocol, string? certificate) =>
        new(Peer, Tls: protocol) { ClientCertificate = certificate, FailedLogins = FailedLogins };

    /// <summary>After XCLIENT the session begins anew, for another client; what the peer showed of itself is not the client's.</summary>
    public SmtpState Forwarded(Peer peer, string? helo, Login? login) =>
        new(peer, helo, Tls: Tls) { Login = login };
}
