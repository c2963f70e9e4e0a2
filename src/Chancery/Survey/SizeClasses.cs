namespace Chancery.Host.Survey;

/// <summary>A histogram of attachment sizes; classes end where mail servers and rules usually draw lines.</summary>
internal sealed class SizeClasses
{
    /// <summary>Octets; the last class has no end.</summary>
    public static readonly long[] Ends = [10_000, 100_000, 1_000_000, 5_000_000, 10_000_000, 25_000_000, 100_000_000];

    private readonly long[] _counts = new long[Ends.Length + 1];

    public void Add(long size)
    {
        var at = Array.FindIndex(Ends, end => size < end);
        _counts[at < 0 ? Ends.Length : at]++;
    }

    public IReadOnlyList<long> Counts => _counts;

    public static string NameOf(int index)
    {
        static string Said(long size) => size >= 1_000_000 ? $"{size / 1_000_000} MB" : $"{size / 1000} kB";
        return index < Ends.Length ? $"< {Said(Ends[index])}" : $"≥ {Said(Ends[^1])}";
    }
}
