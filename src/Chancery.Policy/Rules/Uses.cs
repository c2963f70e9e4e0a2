using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Rules;

/// <summary>What a policy can ask of the gateway, with the places, so that what is not built can be refused (R41).</summary>
internal static class Uses
{
    public static IEnumerable<UsedCapability> Of(IReadOnlyList<RuleSet> sets, Names names) =>
        sets.SelectMany(set => set.Actions.SelectMany(action => action.Afterwards.Prepend(action)).SelectMany(action => OfAction(action, names)).Concat(OfFacts(set)).Concat(OfWaiting(set)))
            .Concat(names.Triggers.Select(trigger => Named("triggers", trigger.At))).Distinct();

    private static IEnumerable<UsedCapability> OfAction(ActionUse action, Names names)
    {
        if (action.Name is "protect" or "sign")
        {
            foreach (var with in action.List("with"))
                yield return Named($"{action.Name}.{with}", action.At);
        }
        else
            yield return Named(action.Name, action.At);

        if (action.Name == "copy")
        {
            foreach (var with in action.List("protect"))
                yield return Named($"protect.{with}", action.At);
        }

        if (action.List("to").Concat(action.List("approvers")).Any(names.NeedsDirectory))
            yield return Named("fact:recipient.group", action.At);
        foreach (var fact in NeedingMore(action.Picks?.Facts ?? []))
            yield return Named($"fact:{fact}", action.At);
    }

    private static IEnumerable<UsedCapability> OfFacts(RuleSet set) =>
        from rule in set.Rules.Concat(set.Baseline).Concat(set.Finally)
        from fact in NeedingMore(rule.Branches.SelectMany(branch => branch.If.Facts).Concat(set.Scope.Facts))
        select Named($"fact:{fact}", rule.At);

    private static IEnumerable<UsedCapability> OfWaiting(RuleSet set) =>
        set.Rules.Concat(set.Finally).Where(rule => rule.DefersUnknown).Select(rule => Named("onUnknown: defer", rule.At));

    /// <summary>Schedules are judged by the policy itself, facts of the plan by the planner.</summary>
    private static IEnumerable<string> NeedingMore(IEnumerable<string> facts) =>
        facts.Where(fact => FactRegistry.Find(fact) is { Source: not (FactSource.Mail or FactSource.Schedules or FactSource.Plan) }).Distinct();

    private static UsedCapability Named(string name, Place at) => new(name, at.File, at.Line, at.Column);
}
