using Chancery.Smtp.Server.Ports;

namespace Chancery.Smtp.Client.Verification;

/// <summary>Answers about recipients that are still good: longest who exists, shortest that nobody could be asked.</summary>
public sealed class StandingCache(TimeProvider time)
{
    private const int MaxEntries = 50_000;

    private readonly Dictionary<string, (RecipientStanding Standing, DateTimeOffset Until)> _entries = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <param name="key">Names the recipient and who was asked.</param>
    public async ValueTask<RecipientStanding> GetAsync(string key, Func<Task<RecipientStanding>> ask)
    {
        lock (_lock)
            if (_entries.TryGetValue(key, out var entry) && entry.Until > time.GetUtcNow())
                return entry.Standing;
        var standing = await ask();
        lock (_lock)
        {
            if (_entries.Count >= MaxEntries)
                _entries.Clear();
            _entries[key] = (standing, time.GetUtcNow() + GoodFor(standing));
        }

        return standing;
    }

    private static TimeSpan GoodFor(RecipientStanding standing) => standing switch
    {
        RecipientStanding.Known => TimeSpan.FromHours(6),
        RecipientStanding.Unknown => TimeSpan.FromMinutes(10),
        _ => TimeSpan.FromSeconds(30),
    };
}
