namespace Chancery.Engine.Settings;

/// <summary>Limits with the defaults of the contract; sizes in octets.</summary>
public sealed record Limits
{
    public long Message { get; init; } = 200_000_000;

    public int Recipients { get; init; } = 1000;

    public int RecipientsPerCopy { get; init; } = 100;

    public int MimeDepth { get; init; } = 100;

    public int Parts { get; init; } = 1000;

    public int HeaderBytes { get; init; } = 256_000;

    public int ArchiveDepth { get; init; } = 5;

    public int ArchiveRatio { get; init; } = 100;

    public long ArchiveBytes { get; init; } = 1_000_000_000;

    /// <summary>Received fields beyond which a message loops (554 5.4.6).</summary>
    public int Received { get; init; } = 50;

    /// <summary>Copies on their way at the same time.</summary>
    public int Deliveries { get; init; } = 96;

    /// <summary>Of these, as many as one next hop may take: the others stay free when it is slow.</summary>
    public int DeliveriesPerHop { get; init; } = 48;

    /// <summary>As often may a process die over a message; then it is set aside.</summary>
    public int Crashes { get; init; } = 3;

    /// <summary>Undecided messages, and copies that wait, beyond which nothing new is taken (452 4.3.1).</summary>
    public int Backlog { get; init; } = 1_000_000;

    /// <summary>Disk space that stays free, at the least; below it nothing new is taken (452 4.3.1).</summary>
    public long FreeDisk { get; init; } = 1_000_000_000;

    /// <summary>Milliseconds of one evaluation.</summary>
    public int EvalMs { get; init; } = 2000;
}
