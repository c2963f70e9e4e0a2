namespace Chancery.Engine.Protect.Incoming;

/// <summary>How many messages of a sender could not be decrypted within an hour. Whoever plays with ciphertexts needs thousands.</summary>
internal sealed class UndecryptedCount(TimeProvider time)
{
    private const int Most = 20;
    private const int MostSenders = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset Since, int Count)> _counts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts one more.</summary>
    public bool IsTooMany(string sender)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_counts.Count >= MostSenders)
                _counts.Clear();
            var (since, count) = _counts.TryGetValue(sender, out var known) && now - known.Since < Window ? known : (now, 0);
            _counts[sender] = (since, count + 1);
            return count + 1 > Most;
        }
    }
}
