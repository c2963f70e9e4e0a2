using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Chancery.Policy.Plans;

/// <summary>A few parameters by name, ordered by name, equal by content.</summary>
public sealed class EquatableMap : IReadOnlyDictionary<string, string>, IEquatable<EquatableMap>
{
    private readonly KeyValuePair<string, string>[] _items;

    /// <param name="items">Of several values of one name the last counts.</param>
    public EquatableMap(IEnumerable<KeyValuePair<string, string>> items) =>
        _items = [.. items.GroupBy(item => item.Key, StringComparer.Ordinal).Select(same => same.Last()).OrderBy(item => item.Key, StringComparer.Ordinal)];

    public static EquatableMap Empty { get; } = new([]);

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"no parameter `{key}`");

    public IEnumerable<string> Keys => _items.Select(item => item.Key);

    public IEnumerable<string> Values => _items.Select(item => item.Value);

    public int Count => _items.Length;

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (var item in _items)
        {
            if (item.Key == key)
            {
                value = item.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    public bool Equals(EquatableMap? other) => other is not null && (ReferenceEquals(this, other) || _items.AsSpan().SequenceEqual(other._items));

    public override bool Equals(object? obj) => Equals(obj as EquatableMap);

    public override int GetHashCode() => _items.Aggregate(17, (hash, item) => HashCode.Combine(hash, item.Key, item.Value));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
