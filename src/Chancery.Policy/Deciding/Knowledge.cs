using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;

namespace Chancery.Policy.Deciding;

/// <summary>Facts as realisation asks for them; what is not there is noted as needed.</summary>
internal sealed class Knowledge(Valuation v)
{
    private readonly Valuation _asking = v.Asking();

    public string Recipient => v.Recipient;

    public DateTimeOffset At => v.At;

    public bool IsPending { get; private set; }

    /// <summary>The text of a fact; null while it is not fetched; <paramref name="unknown"/> where it could not be known.</summary>
    public string? Text(FactKey key, string unknown = "unknown") => Get(key) switch
    {
        null => null,
        Fact.Known { Value: FactValue.Text text } => text.Value,
        _ => unknown,
    };

    /// <summary>A flag; null while it is not fetched; what could not be known is false.</summary>
    public bool? Flag(FactKey key) => Get(key) switch
    {
        null => null,
        Fact.Known { Value: FactValue.Flag flag } => flag.Value,
        _ => false,
    };

    public decimal Number(FactKey key) => Get(key) is Fact.Known { Value: FactValue.Number number } ? number.Value : 0;

    /// <summary>Numbers of the attachments' parts; null while not fetched.</summary>
    public IReadOnlyList<string>? Attachments() => Get(new FactKey("attachments")) switch
    {
        null => null,
        Fact.Known { Value: FactValue.Set set } => set.Values,
        _ => [],
    };

    /// <summary>Addresses that a directory knows by a name; null while not fetched, and where it cannot tell.</summary>
    public IReadOnlyList<string>? People(FactKey key)
    {
        var fact = Get(key);
        var people = fact is Fact.Known { Value: FactValue.Set set } ? set.Values : null;
        LacksPeople |= fact is not null && people is not { Count: > 0 };
        return people;
    }

    /// <summary>Somebody was looked for and not found.</summary>
    public bool LacksPeople { get; private set; }

    /// <summary>They could not be listed at all.</summary>
    public bool AreAttachmentsUnknown => Get(new FactKey("attachments")) is Fact.Unknown;

    public Truth Test(Condition condition, string part)
    {
        var truth = condition.Evaluate(v.ForPart(part));
        IsPending |= truth == Truth.Pending;
        condition.Ask(v.ForPart(part));
        return truth;
    }

    private Fact? Get(FactKey key)
    {
        var fact = _asking.Find(key);
        IsPending |= fact is null;
        return fact;
    }
}
