using System.Security.Cryptography.X509Certificates;

namespace Chancery.Smtp.Client;

/// <summary>How we behave as a client. Timeouts as RFC 5321 section 4.5.3.2 has them.</summary>
public sealed record SmtpClientOptions
{
    /// <summary>In EHLO.</summary>
    public required string Hostname { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the greeting and for each reply to EHLO, STARTTLS, MAIL, RCPT, RSET.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the 354.</summary>
    public TimeSpan DataStartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For handing over one block of data.</summary>
    public TimeSpan DataBlockTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>For the reply to the end of data.</summary>
    public TimeSpan DataEndTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a connection without work stays open for the next mail.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After so many a connection is ended and a new one opened.</summary>
    public int MailsPerConnection { get; init; } = 100;

    /// <summary>How long a mail waits for a free connection before it is deferred.</summary>
    public TimeSpan PoolPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Addresses of one host that are tried.</summary>
    public int AddressTries { get; init; } = 6;

    /// <summary>Mail exchangers of one domain that are tried (RFC 5321 section 5.1).</summary>
    public int MxTries { get; init; } = 5;

    /// <summary>Where policies of MTA-STS are asked for (RFC 8461 section 3.3).</summary>
    public int StsPort { get; init; } = 443;

    /// <summary>Roots a verified certificate must chain to; null: the system's.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }
}
