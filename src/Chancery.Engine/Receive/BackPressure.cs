using Chancery.Engine.Ports;
using Chancery.Engine.Tenants;
using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Receive;

/// <summary>Whether there is room for one more message.</summary>
/// <param name="Lacks">What there is too little of, for our log; null where there is room.</param>
public readonly record struct Room(string? Lacks)
{
    public bool IsThere => Lacks is null;
}

/// <summary>
/// Judges before the first octet whether a message can be kept: a peer that is told to wait keeps its mail, one that is told yes
/// and then no has sent it in vain. Measured at most once a second, so that it costs nothing and ends by itself.
/// </summary>
public sealed partial class BackPressure(
    IMailStore store, InstallationHolder installation, Func<long> freeDisk, TimeProvider time, ILogger<BackPressure> log)
{
    private const double DiskFactor = 1.5;
    private const double MemoryShare = 0.9;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<Measure>? _last;
    private long _begun;
    private string? _told;

    private sealed record Measure(long FreeDisk, Backlog? Backlog, bool MemoryIsShort);

    /// <summary>May we take a message of this size now?</summary>
    /// <param name="size">Octets the client has announced; null counts as the largest we take.</param>
    public async ValueTask<Room> RoomForAsync(long? size, CancellationToken cancel)
    {
        var limits = installation.Current.Settings.Limits;
        var now = await MeasureAsync(limits.Backlog).WaitAsync(cancel);
        var needed = limits.FreeDisk + DiskFactor * (size ?? limits.Message);
        var room = new Room(
            now.FreeDisk < needed ? "disk space"
            : now.Backlog is not { } backlog ? "an answer of the store"
            : backlog.Undecided > limits.Backlog || backlog.Undelivered > limits.Backlog ? "workers for what waits already"
            : now.MemoryIsShort ? "memory"
            : null);
        Tell(room);
        return room;
    }

    /// <summary>All who ask at the same time get the same answer.</summary>
    private Task<Measure> MeasureAsync(int backlogLimit)
    {
        lock (_lock)
        {
            if (_last is null || _last.IsCompleted && time.GetElapsedTime(_begun) >= Measured)
                (_begun, _last) = (time.GetTimestamp(), Task.Run(async () => new Measure(freeDisk(), await BacklogAsync(backlogLimit + 1), MemoryIsShort())));
            return _last;
        }
    }

    private async Task<Backlog?> BacklogAsync(int most)
    {
        try
        {
            return await store.BacklogAsync(most, CancellationToken.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool MemoryIsShort() => Environment.WorkingSet > MemoryShare * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private void Tell(Room room)
    {
        if (Interlocked.Exchange(ref _told, room.Lacks) == room.Lacks)
            return;
        if (room.Lacks is { } lacks)
            LogRefusing(lacks);
        else
            LogTaking();
    }

    [LoggerMessage(2120, LogLevel.Warning, "no new mail is taken (452): there is not enough {Lacks}")]
    private partial void LogRefusing(string lacks);

    [LoggerMessage(2121, LogLevel.Information, "new mail is taken again")]
    private partial void LogTaking();
}
