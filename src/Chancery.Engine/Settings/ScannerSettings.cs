namespace Chancery.Engine.Settings;

/// <summary>Who is asked whether a mail carries malware (<c>scanners</c>).</summary>
public sealed record ScannerSettings
{
    public static ScannerSettings None { get; } = new();

    /// <summary>clamd's socket; null: not asked.</summary>
    public ScannerAddress? Clamd { get; init; }

    /// <summary><c>icap://host:port/service</c> (RFC 3507); null: not asked.</summary>
    public Uri? Icap { get; init; }

    /// <summary>The service expects REQMOD instead of RESPMOD.</summary>
    public bool IcapRequests { get; init; }

    /// <summary>Octets of a mail that scanners are given at most; what is larger is not scanned, and its verdict is unknown.</summary>
    public long Largest { get; init; } = 100_000_000;

    /// <summary>For one mail, from the connection to the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    public bool HasAny => Clamd is not null || Icap is not null;
}

/// <summary>A Unix socket, or a host and port.</summary>
/// <param name="Path">Absolute; null for TCP.</param>
public sealed record ScannerAddress(string? Path, string Host, int Port)
{
    public override string ToString() => Path is null ? $"tcp:{Host}:{Port}" : $"unix:{Path}";
}
