using System.Net;

namespace Chancery.Engine.Settings;

/// <summary>Who is asked for names.</summary>
public sealed record DnsSettings
{
    /// <summary>Empty: those of the system.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; init; } = [];

    /// <summary>The servers validate by DNSSEC, and nobody between them and us can change their word: needed for DANE.</summary>
    public bool IsValidating { get; init; }
}
