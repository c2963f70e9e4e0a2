using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Chancery.Policy.Facts;

/// <summary>The facts fetched so far about one message; an immutable value.</summary>
public sealed class FactSet
{
    private readonly ImmutableDictionary<FactKey, Fact> _facts;

    private FactSet(ImmutableDictionary<FactKey, Fact> facts) => _facts = facts;

    public static FactSet Empty { get; } = new(ImmutableDictionary<FactKey, Fact>.Empty);

    public IReadOnlyDictionary<FactKey, Fact> All => _facts;

    public FactSet With(FactKey key, Fact fact) => new(_facts.SetItem(key, fact));

    public FactSet With(IEnumerable<KeyValuePair<FactKey, Fact>> facts) => new(_facts.SetItems(facts));

    public bool TryGet(FactKey key, [NotNullWhen(true)] out Fact? fact) => _facts.TryGetValue(key, out fact);
}
