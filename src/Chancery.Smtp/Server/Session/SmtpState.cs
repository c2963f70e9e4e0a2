namespace Chancery.Smtp.Server.Session;

/// <summary>Everything that decides what the next command means. Each verb answers with the state after it.</summary>
/// <param name="Helo">Argument of the last accepted EHLO or HELO; null before.</param>
/// <param name="Extended">Greeted by EHLO: extensions hold, PIPELINING among them.</param>
/// <param name="Tls">Protocol version, <c>TLS1.3</c>; null without TLS.</param>
internal sealed record SmtpState(string? Helo = null, bool Extended = false, string? Tls = null, Transaction? Transaction = null)
{
    public SmtpState Greeted(string helo, bool extended) => this with { Helo = helo, Extended = extended, Transaction = null };

    public SmtpState Reset() => this with { Transaction = null };

    /// <summary>After STARTTLS nothing said before counts (RFC 3207 section 4.2).</summary>
    public static SmtpState Encrypted(string protocol) => new(Tls: protocol);
}
