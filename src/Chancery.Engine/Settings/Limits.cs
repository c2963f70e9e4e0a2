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

    /// <summary>Milliseconds of one evaluation.</summary>
    public int EvalMs { get; init; } = 2000;
}
