namespace Chancery.Host.Survey;

/// <summary>Counts by name, for a bounded number of names: what comes after that is counted together.</summary>
internal sealed class Tally
{
    public const string Others = "(others)";

    private const int MostNames = 20_000;

    private readonly Dictionary<string, TallyEntry> _entries = new(StringComparer.Ordinal);

    public int Count => _entries.Count;

    public void Add(string name, long bytes = 0, long times = 1)
    {
        if (_entries.Count >= MostNames && !_entries.ContainsKey(name))
            name = Others;
        var entry = _entries.GetValueOrDefault(name) ?? new TallyEntry(name, 0, 0);
        _entries[name] = entry with { Times = entry.Times + times, Bytes = entry.Bytes + bytes };
    }

    public IReadOnlyList<TallyEntry> Top(int most) =>
        [.. _entries.Values.OrderByDescending(entry => entry.Times).ThenBy(entry => entry.Name, StringComparer.Ordinal).Take(most)];

    public long this[string name] => _entries.GetValueOrDefault(name)?.Times ?? 0;
}

internal sealed record TallyEntry(string Name, long Times, long Bytes);
