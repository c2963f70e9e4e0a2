using System.Diagnostics.CodeAnalysis;

namespace Chancery.Policy.Facts;

/// <summary>The facts fetched so far about one message; an immutable value. Add many at a time: every addition copies.</summary>
public sealed class FactSet
{
    private readonly Dictionary<FactKey, Fact> _facts;

    private bool? _hasUnknown;

    private FactSet(Dictionary<FactKey, Fact> facts) => _facts = facts;

    public static FactSet Empty { get; } = new([]);

    public IReadOnlyDictionary<FactKey, Fact> All => _facts;

    /// <summary>Something could not be known.</summary>
    public bool HasUnknown => _hasUnknown ??= _facts.Values.Any(fact => fact is Fact.Unknown);

    public FactSet With(FactKey key, Fact fact) => new(new Dictionary<FactKey, Fact>(_facts) { [key] = fact });

    public FactSet With(IEnumerable<KeyValuePair<FactKey, Fact>> facts)
    {
        var all = new Dictionary<FactKey, Fact>(_facts);
        foreach (var (key, fact) in facts)
            all[key] = fact;
        return new FactSet(all);
    }

    public bool TryGet(FactKey key, [NotNullWhen(true)] out Fact? fact) => _facts.TryGetValue(key, out fact);
}
