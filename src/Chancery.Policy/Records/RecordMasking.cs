using System.Globalization;
using Chancery.Policy.Facts;
using Chancery.Policy.Registry;

namespace Chancery.Policy.Records;

/// <summary>
/// Masks facts for the decision record by the class the registry declares for each (language, 6). Pure but for the key inside
/// the pseudonyms. There is no sealing to an auditor: what is to be sealed is erased, and listed as erased.
/// </summary>
public sealed class RecordMasking(IPseudonyms pseudonyms)
{
    /// <summary>A mail address of the envelope: a pseudonym, the domain kept.</summary>
    public string Address(string address) => pseudonyms.Of(address) + Generalising.DomainOf(address);

    /// <summary>Anything else that would tell who it was.</summary>
    public string Pseudonym(string text) => pseudonyms.Of(text);

    /// <param name="at">Where the facts stand in the record, as a JSON pointer: <c>/facts</c>.</param>
    public MaskedFacts Mask(IEnumerable<KeyValuePair<FactKey, Fact>> facts, string at)
    {
        var given = facts.ToList();
        try
        {
            return Pointed([.. given.Select(fact => Mask(fact.Key, fact.Value))], at);
        }
        // Whatever went wrong, nothing may be stored unmasked.
        catch (Exception)
        {
            return Pointed([.. given.Select(fact => OnlyClear(fact.Key, fact.Value))], at);
        }
    }

    private (MaskedFact Fact, Change For, Change Value) Mask(FactKey key, Fact fact)
    {
        var (subject, changed) = SubjectOf(key, pseudonyms);
        if (fact is not Fact.Known { Value: var value })
            return (new MaskedFact(key.Name, key.Argument, subject, null, (fact as Fact.Unknown)?.Reason), changed, Change.None);
        var (masked, change) = ValueOf(FactRegistry.MaskingOf(key.Name), value);
        return (new MaskedFact(key.Name, key.Argument, subject, masked, null), changed, change);
    }

    private (FactValue? Value, Change Change) ValueOf(Masking masking, FactValue value) => masking switch
    {
        Masking.P0 => (value, Change.None),
        Masking.P1 => (PseudonymOf(value), Change.Masked),
        Masking.P2 => Generalising.Of(value) is { } general ? (new FactValue.Text(general), Change.Masked) : (null, Change.Erased),
        Masking.P3 or Masking.P4 => (null, Change.Erased),
    };

    private FactValue PseudonymOf(FactValue value) => value switch
    {
        FactValue.Text text => new FactValue.Text(Address(text.Value)),
        FactValue.Set set => new FactValue.Set([.. set.Values.Select(Address)]),
        FactValue.Number number => new FactValue.Text(pseudonyms.Of(number.Value.ToString(CultureInfo.InvariantCulture))),
        _ => new FactValue.Text(pseudonyms.Of(value.ToString()!)),
    };

    /// <summary>A fact is about a recipient, whose address is of class P1, or about a part, whose number says nothing.</summary>
    private static (string? Subject, Change Change) SubjectOf(FactKey key, IPseudonyms? pseudonyms) => key.Subject switch
    {
        null => (null, Change.None),
        var part when part.All(c => char.IsAsciiDigit(c) || c is '.' or '!') => (part, Change.None),
        var address => pseudonyms is null ? (null, Change.Erased) : (pseudonyms.Of(address) + Generalising.DomainOf(address), Change.Masked),
    };

    private static (MaskedFact Fact, Change For, Change Value) OnlyClear(FactKey key, Fact fact)
    {
        var (subject, changed) = SubjectOf(key, null);
        var clear = FactRegistry.MaskingOf(key.Name) == Masking.P0;
        var value = clear ? (fact as Fact.Known)?.Value : null;
        return (new MaskedFact(key.Name, key.Argument, subject, value, (fact as Fact.Unknown)?.Reason), changed, fact is Fact.Known && !clear ? Change.Erased : Change.None);
    }

    private static MaskedFacts Pointed(List<(MaskedFact Fact, Change For, Change Value)> facts, string at)
    {
        IReadOnlyList<string> Where(Change change) =>
        [
            .. facts.SelectMany((fact, i) => ((Change Change, string Member)[])[(fact.For, "for"), (fact.Value, "v")])
                .Select((one, n) => (one.Change, Pointer: string.Create(CultureInfo.InvariantCulture, $"{at}/{n / 2}/{one.Member}")))
                .Where(one => one.Change == change).Select(one => one.Pointer),
        ];
        return new([.. facts.Select(fact => fact.Fact)], Where(Change.Masked), Where(Change.Erased));
    }

    private enum Change { None, Masked, Erased }
}
