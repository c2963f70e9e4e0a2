using System.Collections;

namespace Chancery.Policy.Plans;

/// <summary>Parameters by name, ordered by name, equal by content.</summary>
public sealed class EquatableMap : IReadOnlyDictionary<string, string>, IEquatable<EquatableMap>
{
    private readonly SortedDictionary<string, string> _items = new(StringComparer.Ordinal);

    public EquatableMap(IEnumerable<KeyValuePair<string, string>> items)
    {
        foreach (var (name, value) in items)
            _items[name] = value;
    }

    public static EquatableMap Empty { get; } = new([]);

    public string this[string key] => _items[key];

    public IEnumerable<string> Keys => _items.Keys;

    public IEnumerable<string> Values => _items.Values;

    public int Count => _items.Count;

    public bool ContainsKey(string key) => _items.ContainsKey(key);

    public bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string value) => _items.TryGetValue(key, out value);

    public bool Equals(EquatableMap? other) => other is not null && _items.SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as EquatableMap);

    public override int GetHashCode() => _items.Aggregate(17, (hash, item) => HashCode.Combine(hash, item.Key, item.Value));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
