using Chancery.Policy.Facts;

namespace Chancery.Policy.Conditions;

/// <summary>What is known for one recipient. Looking never asks; what shall be fetched is noted by <see cref="Asking"/>.</summary>
internal sealed class Valuation(FactSet facts, IReadOnlyList<string> recipients, string recipient, Memory memory, ISet<FactKey>? asked = null)
{
    private FactValue.Text? _address;
    private FactValue.Text? _domain;

    /// <summary>Address as it is compared: lower case, domain as A-labels.</summary>
    public string Recipient { get; } = recipient;

    /// <summary>The same as a value that tests compare.</summary>
    public FactValue.Text Address => _address ??= new FactValue.Text(Recipient);

    public FactValue.Text Domain => _domain ??= new FactValue.Text(Literals.DomainLiteral.OfAddress(Recipient));

    public IReadOnlyList<string> Recipients => recipients;

    /// <summary>Decision time.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Results of single tests so far.</summary>
    public byte[] Kept { get; } = memory.Kept;

    /// <summary>Part number inside <c>attachment.any { … }</c>; null outside.</summary>
    public string? Part { get; private init; }

    /// <summary>Where what is missing is noted.</summary>
    public required ISet<FactKey> Needs { get; init; }

    /// <summary>Null: nobody fetched it yet.</summary>
    public Fact? Find(FactKey key)
    {
        if (facts.TryGet(key, out var fact))
            return fact;
        asked?.Add(key);
        return null;
    }

    /// <summary>The same knowledge; what is looked for and missing is noted as needed.</summary>
    public Valuation Asking() => new(facts, recipients, Recipient, memory, Needs) { At = At, Part = Part, Needs = Needs };

    /// <summary>The same, with facts about the plan so far.</summary>
    public Valuation Knowing(FactSet more) => new(more, recipients, Recipient, memory, asked) { At = At, Part = Part, Needs = Needs };

    public Valuation ForRecipient(string other) => new(facts, recipients, other, memory, asked) { At = At, Part = Part, Needs = Needs };

    public Valuation ForPart(string part) => new(facts, recipients, Recipient, memory, asked) { At = At, Part = part, Needs = Needs };
}
