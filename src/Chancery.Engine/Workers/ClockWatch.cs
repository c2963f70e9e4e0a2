using Chancery.Engine.Ports;
using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Workers;

/// <summary>Compares the clock on the wall with one that only runs on: when it is set back, mail does not wait until it is as late again.</summary>
internal sealed partial class ClockWatch(IMailStore store, TimeProvider time, ILogger<ClockWatch> log) : IChore
{
    /// <summary>Less is the daily work of time servers.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private DateTimeOffset _wall = time.GetUtcNow();
    private long _steady = time.GetTimestamp();

    public async Task<bool> WorkAsync(CancellationToken cancel)
    {
        var (wall, steady) = (time.GetUtcNow(), time.GetTimestamp());
        var back = _wall + time.GetElapsedTime(_steady, steady) - wall;
        if (back > Tolerance)
        {
            LogBack(back);
            await store.ClockWentBackAsync(back, wall, cancel);
        }
        else if (back < -Tolerance)
        {
            LogForward(-back);
        }

        (_wall, _steady) = (wall, steady);
        return false;
    }

    [LoggerMessage(2115, LogLevel.Warning, "the clock went back by {Back}: what waits is brought forward")]
    private partial void LogBack(TimeSpan back);

    [LoggerMessage(2116, LogLevel.Warning, "the clock jumped ahead by {Ahead}")]
    private partial void LogForward(TimeSpan ahead);
}
