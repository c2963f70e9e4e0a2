namespace Chancery.Engine.Receive.Rates;

/// <summary>A token bucket for each key: so many a minute, with as many at once. Memory is bounded: full buckets are forgotten.</summary>
/// <param name="perMinute">The rate in force now; 0: no limit.</param>
/// <param name="burst">How many may come at once after a quiet time.</param>
public sealed class RateTable(TimeProvider time, Func<int> perMinute, Func<int> burst)
{
    private const int TidyAt = 50_000;

    private readonly Dictionary<string, (double Tokens, long Stamp)> _buckets = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public RateTable(TimeProvider time, Func<int> perMinute)
        : this(time, perMinute, perMinute)
    {
    }

    public RateTable(TimeProvider time, int perMinute)
        : this(time, () => perMinute)
    {
    }

    /// <summary>True, and one taken, if the key has one left; always with a rate of 0.</summary>
    public bool TryTake(string key)
    {
        if (perMinute() == 0)
            return true;
        lock (_lock)
        {
            var tokens = TokensOf(key);
            if (tokens < 1)
                return false;
            if (_buckets.Count >= TidyAt)
                Tidy();
            _buckets[key] = (tokens - 1, time.GetTimestamp());
            return true;
        }
    }

    public bool HasRoom(string key)
    {
        lock (_lock)
            return perMinute() == 0 || TokensOf(key) >= 1;
    }

    public void Forget(string key)
    {
        lock (_lock)
            _buckets.Remove(key);
    }

    private double TokensOf(string key) =>
        _buckets.TryGetValue(key, out var bucket)
            ? Math.Min(burst(), bucket.Tokens + (time.GetElapsedTime(bucket.Stamp).TotalMinutes * perMinute()))
            : burst();

    /// <summary>When even that does not help there is an attack from very many addresses, and all begin anew.</summary>
    private void Tidy()
    {
        foreach (var key in _buckets.Keys.Where(key => TokensOf(key) >= burst()).ToList())
            _buckets.Remove(key);
        if (_buckets.Count >= TidyAt)
            _buckets.Clear();
    }
}
