using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;
using Chancery.Policy.Registry;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Rules;

/// <summary>
/// Which facts of a condition an outsider can write, so that he could bring it about (language, 1.7). Where a condition asks
/// for a trusted session, it fails for every outsider, whatever he writes; where it is negated, that is no help.
/// </summary>
internal static class Taint
{
    private static readonly int Internal = Array.IndexOf(FactRegistry.TrustRanks, "internal");

    /// <summary>True only for mail over a session of trust internal or better.</summary>
    public static bool DemandsTrust(Condition condition) => condition switch
    {
        AllOf all => all.Parts.Any(DemandsTrust),
        AnyOf any => any.Parts.Count > 0 && any.Parts.All(DemandsTrust),
        FactTest { Fact: "sender.trust" } trust => FactRegistry.TrustRanks.Take(Internal).All(rank => !trust.Test(new FactValue.Text(rank))),
        FactTest { Fact: "session.connector" } connector => !connector.Test(new FactValue.Text("")),
        HeaderTest { WhenAbsent: false } header => DemandsTrust(header.Trust) || DemandsTrust(header.Field),
        DecisionTest decision => !decision.Chosen.Test(new FactValue.Text("none")) && DemandsTrust(decision.Trust),
        _ => false,
    };

    public static IEnumerable<string> Of(Condition condition, Names names, bool negated = false) => condition switch
    {
        _ when !negated && DemandsTrust(condition) => [],
        AllOf all => all.Parts.SelectMany(part => Of(part, names, negated)),
        AnyOf any => any.Parts.SelectMany(part => Of(part, names, negated)),
        Negation negation => Of(negation.Inner, names, !negated),
        Counted counted => counted.Parts.SelectMany(part => Of(part, names, negated: true)),
        HeaderTest header => DemandsTrust(header.Trust) ? [] : Of(header.Field, names, negated),
        DecisionTest decision => DemandsTrust(decision.Trust) ? [] : Of(decision.Chosen, names, negated),
        _ => condition.Facts.Where(fact => IsOutsiders(fact, names)),
    };

    /// <summary>Text and attachments are the sender's words, and what is found in them; a label is his where a source of it is.</summary>
    private static bool IsOutsiders(string name, Names names) => FactRegistry.Find(name) is { } fact && fact.Source switch
    {
        FactSource.Content or FactSource.Client => true,
        FactSource.Labels => names.Labels is { IsOutsiders: true },
        FactSource.Classifier => false,
        _ => fact.Trust == FactTrust.Outsider,
    };
}
