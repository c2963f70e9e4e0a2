using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Deciding;

/// <summary>The plan so far as facts, for rules of <c>finally</c> and for invariants.</summary>
internal static class PlanFacts
{
    public static FactSet Add(FactSet facts, string recipient, Plan plan) => facts.With(Of(plan).Select(fact => KeyValuePair.Create(new FactKey(fact.Name, recipient), fact.Value)));

    private static IEnumerable<(string Name, Fact Value)> Of(Plan plan) =>
    [
        ("plan.disposition", Fact.Of(Names.Of(plan.Disposition))),
        ("plan.protection", Fact.Of(plan.Protection is { } protection ? Names.Of(protection) : "none")),
        ("plan.acceptable", Fact.Of(plan.Acceptable.Select(Names.Of))),
        ("plan.sign", Fact.Of(Names.Of(plan.Sign))),
        ("plan.action", Fact.Of(ActionsOf(plan).Distinct())),
        ("plan.filelink", Fact.Of((decimal)plan.FileLinks.Count)),
    ];

    private static IEnumerable<string> ActionsOf(Plan plan) =>
        plan.Actions.Select(action => action.Action).Concat(plan.FileLinks.Count > 0 ? ["filelink"] : []).Concat(plan.Sign != Signature.None ? ["sign"] : []);
}
