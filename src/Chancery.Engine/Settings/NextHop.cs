namespace Chancery.Engine.Settings;

/// <summary>Where mail is handed on.</summary>
/// <param name="Host">Null with <paramref name="Mx"/>.</param>
/// <param name="Mx">Look up the recipient domain's mail exchangers (RFC 5321 section 5.1).</param>
/// <param name="FinalFor">Domains whose own mail server this is; TLS to it counts as protection for them (R11).</param>
public sealed record NextHop(string Name, string? Host, int Port, bool Mx, TlsMode Tls, IReadOnlyList<string> FinalFor)
{
    public HopCredentials? Credentials { get; init; }

    /// <summary>Tried in this order where the first host cannot be talked to.</summary>
    public IReadOnlyList<HopHost> Fallbacks { get; init; } = [];

    /// <summary>Connections open at the same time to each of its hosts.</summary>
    public int Connections { get; init; } = 10;

    /// <summary>All hosts in order; none with <see cref="Mx"/>.</summary>
    public IReadOnlyList<HopHost> Hosts => Host is null ? [] : [new HopHost(Host, Port), .. Fallbacks];
}

/// <param name="Name">Host name or IP address.</param>
public sealed record HopHost(string Name, int Port);

/// <summary>SASL PLAIN or LOGIN over TLS.</summary>
public sealed record HopCredentials(string User, string Password)
{
    public override string ToString() => User;
}

/// <summary>TLS towards a next hop, from lax to strict.</summary>
public enum TlsMode
{
    None,
    Opportunistic,

    /// <summary>A session without TLS is refused, any certificate will do.</summary>
    Required,

    /// <summary>The certificate must chain to a trusted root and name the host, or be the one that the host's TLSA records name.</summary>
    Verified,
}
