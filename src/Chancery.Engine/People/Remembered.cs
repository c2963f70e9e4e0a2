using Chancery.Engine.Ports;

namespace Chancery.Engine.People;

/// <summary>
/// The last answer to one question. It is asked anew when it is older than <c>refresh</c>; until the new one is there the old
/// one serves, but never beyond <c>maxAge</c>: then there is no answer rather than a stale one.
/// </summary>
internal sealed class Remembered<T>(TimeProvider time, KeptAnswer<T> kept) where T : class
{
    /// <summary>After a failure nobody else need run into the same wall at once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private (T Value, DateTimeOffset At)? _last;
    private (DirectoryUnavailableException Reason, DateTimeOffset At)? _failed;
    private Task? _running;
    private Task? _restored;

    /// <param name="load">Bounded in time by itself; nobody's impatience ends it, for others wait for it too.</param>
    /// <exception cref="DirectoryUnavailableException">There is no answer, or only one that is too old.</exception>
    public async Task<T> GetAsync(TimeSpan refresh, TimeSpan maxAge, Func<Task<T>> load, CancellationToken cancel)
    {
        await Restored().WaitAsync(cancel);
        Task running;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var age = _last is { } last ? Age(now, last.At) : TimeSpan.MaxValue;
            if (age < refresh)
                return _last!.Value.Value;
            var rests = _failed is { } failed && Age(now, failed.At) < Pause;
            if (!rests)
                _running ??= Task.Run(() => LoadAsync(load), CancellationToken.None);
            if (age < maxAge)
                return _last!.Value.Value;
            if (_running is null)
                throw _failed!.Value.Reason;
            running = _running;
        }

        await running.WaitAsync(cancel);
        lock (_lock)
        {
            if (_last is { } fresh && Age(time.GetUtcNow(), fresh.At) < maxAge)
                return fresh.Value;
            throw _failed?.Reason ?? new DirectoryUnavailableException("no answer");
        }
    }

    /// <summary>What an earlier run of the gateway was told, once.</summary>
    private Task Restored()
    {
        lock (_lock)
            return _restored ??= Task.Run(RestoreAsync, CancellationToken.None);
    }

    private async Task RestoreAsync()
    {
        var found = await kept.FindAsync();
        lock (_lock)
            _last ??= found;
    }

    /// <summary>A clock that was set back makes nothing younger.</summary>
    private static TimeSpan Age(DateTimeOffset now, DateTimeOffset at) => (now - at).Duration();

    private async Task LoadAsync(Func<Task<T>> load)
    {
        // What changes while the directory answers may be missing: the answer is as old as the question.
        var asked = time.GetUtcNow();
        try
        {
            var value = await load();
            lock (_lock)
                (_last, _failed, _running) = ((value, asked), null, null);
            await kept.KeepAsync(value, asked);
        }
        catch (Exception failure)
        {
            var reason = failure as DirectoryUnavailableException ?? new DirectoryUnavailableException($"failed ({failure.GetType().Name})", failure);
            lock (_lock)
                (_failed, _running) = ((reason, time.GetUtcNow()), null);
        }
    }
}
