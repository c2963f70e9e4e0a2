using Chancery.Policy.Facts;

namespace Chancery.Policy.Conditions;

/// <summary>What is known for one recipient, and a note of what was asked for and is not there yet.</summary>
internal sealed class Valuation(FactSet facts, IReadOnlyList<string> recipients, string recipient, ISet<FactKey> pending)
{
    /// <summary>Address as it is compared: lower case, domain as A-labels.</summary>
    public string Recipient { get; } = recipient;

    public IReadOnlyList<string> Recipients => recipients;

    /// <summary>Decision time.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Part number inside <c>attachment.any { … }</c>; null outside.</summary>
    public string? Part { get; private init; }

    /// <summary>Null: nobody fetched it yet, and it is noted as needed.</summary>
    public Fact? Find(FactKey key)
    {
        if (facts.TryGet(key, out var fact))
            return fact;
        pending.Add(key);
        return null;
    }

    /// <summary>Evaluates aside: what is asked for counts only if the result depends on it.</summary>
    public Truth Aside(Func<Valuation, Truth> evaluate)
    {
        var asked = new HashSet<FactKey>();
        var truth = evaluate(new Valuation(facts, recipients, Recipient, asked) { At = At, Part = Part });
        if (truth == Truth.Pending)
            pending.UnionWith(asked);
        return truth;
    }

    /// <summary>The same knowledge, for looking without asking.</summary>
    public Valuation Silent() => new(facts, recipients, Recipient, new HashSet<FactKey>()) { At = At, Part = Part };

    public Valuation ForRecipient(string other) => new(facts, recipients, other, pending) { At = At, Part = Part };

    public Valuation ForPart(string part) => new(facts, recipients, Recipient, pending) { At = At, Part = part };
}
