namespace Chancery.Engine.Settings;

/// <summary>How much one client, and one tenant, may ask of us. 0: no limit.</summary>
public sealed record ClientLimits
{
    /// <summary>Sessions at a time over all listeners.</summary>
    public int Sessions { get; init; } = 2000;

    /// <summary>Of one address (IPv6: of one /64) without trust.</summary>
    public int ClientSessions { get; init; } = 100;

    /// <summary>Per minute, of one address without trust.</summary>
    public int ClientMessages { get; init; } = 1000;

    /// <summary>Per minute, of one address without trust.</summary>
    public int ClientRecipients { get; init; } = 5000;

    /// <summary>Messages of one tenant being received at a time.</summary>
    public int TenantSessions { get; init; }

    /// <summary>Per minute.</summary>
    public int TenantMessages { get; init; }

    /// <summary>Clients that the limits of one address do not touch.</summary>
    public Networks Exempt { get; init; } = Networks.Of("127.0.0.0/8", "::1");
}
