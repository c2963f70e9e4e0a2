using Chancery.Engine.Settings;

namespace Chancery.Smtp.Server;

/// <summary>What all listeners share.</summary>
public sealed record SmtpServerOptions
{
    /// <summary>In the greeting and the answer to EHLO.</summary>
    public required string Hostname { get; init; }

    /// <summary>Who gets mail for <c>&lt;postmaster&gt;</c> without a domain (RFC 5321 section 4.5.1).</summary>
    public required string Postmaster { get; init; }

    public Limits Limits { get; init; } = new();

    public ClientLimits ClientLimits { get; init; } = new();

    /// <summary>Sessions at a time over all listeners; the next one gets 421 4.3.2.</summary>
    public int MaxConnections => ClientLimits.Sessions;

    /// <summary>For a whole command line (RFC 5321 section 4.5.3.2.7), and for taking a reply off our hands.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the next block of data (RFC 5321 section 4.5.3.2.5).</summary>
    public TimeSpan DataTimeout { get; init; } = TimeSpan.FromMinutes(3);

    public TimeSpan TlsTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the greeting waits for a client that talks first, a sign of abuse.</summary>
    public TimeSpan GreetingPause { get; init; } = TimeSpan.FromMilliseconds(3);

    /// <summary>Refused commands of a session before the next refusal ends it; an accepted message counts anew.</summary>
    public int MaxErrors { get; init; } = 20;

    /// <summary>Every time allowed when places are scarce: more than four fifths of <see cref="MaxConnections"/> are taken.</summary>
    public TimeSpan ScarceTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Octets a second that a message must come in with, beyond the time of <see cref="DataTimeout"/>.</summary>
    public int LeastDataRate { get; init; } = 500;

    /// <summary>How long a peer that may speak for others is waited for to begin with a PROXY header.</summary>
    public TimeSpan ProxyPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Failed logins of a session before it ends.</summary>
    public int MaxFailedLogins { get; init; } = 3;

    /// <summary>Before the answer to the first failed login; twice as long before the second, and so on.</summary>
    public TimeSpan FailedLoginPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Failed logins a minute of one client, after a few at once, beyond which it is not heard.</summary>
    public int FailedLoginsPerMinute { get; init; } = 5;
}
