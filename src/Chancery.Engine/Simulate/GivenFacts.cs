using Chancery.Engine.Decide;
using Chancery.Policy.Facts;

namespace Chancery.Engine.Simulate;

/// <summary>Facts given by a file instead of fetched: keys of recipients, single facts, and facts that shall not be known.</summary>
public sealed class GivenFacts(
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> keys, IReadOnlyDictionary<string, FactValue> facts, IReadOnlySet<string> unknown)
    : IFactSource
{
    private const string KeyFact = "recipient.keys.";
    private const string Everybody = "*";

    public static GivenFacts None { get; } =
        new(new Dictionary<string, IReadOnlyDictionary<string, string>>(), new Dictionary<string, FactValue>(), new HashSet<string>());

    public string Name => "given";

    public ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel) => ValueTask.FromResult(FactAnswer.Of(Find(key)));

    /// <summary>Addresses whose key of this kind is given as valid.</summary>
    public bool IsGivenValid(string address, string kind) => KeyOf(address, kind) == "valid";

    private Fact? Find(FactKey key)
    {
        if (unknown.Contains(key.Name))
            return new Fact.Unknown("given as unknown");
        if (key.Name.StartsWith(KeyFact, StringComparison.Ordinal) && key.Subject is { } address && KeyOf(address, key.Name[KeyFact.Length..]) is { } status)
            return status == "unknown" ? new Fact.Unknown("given as unknown") : Fact.Of(status);
        return facts.TryGetValue(key.Name, out var value) ? new Fact.Known(value) : null;
    }

    private string? KeyOf(string address, string kind) => Under(address.ToLowerInvariant(), kind) ?? Under(Everybody, kind);

    private string? Under(string address, string kind) =>
        keys.TryGetValue(address, out var kinds) && kinds.TryGetValue(kind, out var status) ? status : null;
}
