using Chancery.Policy.Deciding;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>
/// Two sets of the same explicit rank that fill the same slot differently: which one wins would depend on their names (R32).
/// Conservative: whether their conditions can hold together is not asked.
/// </summary>
internal static class SlotChecks
{
    public static void Run(IReadOnlyList<RuleSet> sets, FindingBag findings)
    {
        foreach (var equals in sets.Where(set => set.HasExplicitOrder).GroupBy(set => (set.Layer, set.Order, Scope: set.Scope.Key)))
        {
            var slots = equals.SelectMany(set => set.Actions.Select(action => (Set: set, Action: action, Slot: Slots.Of(action)))).Where(use => use.Slot is not null);
            foreach (var slot in slots.GroupBy(use => use.Slot))
                CheckSlot(slot.First(), slot, findings);
        }
    }

    private static void CheckSlot((RuleSet Set, ActionUse Action, string? Slot) first, IEnumerable<(RuleSet Set, ActionUse Action, string? Slot)> uses, FindingBag findings)
    {
        foreach (var (set, action, _) in uses.Where(use => use.Set != first.Set))
            findings.Error(
                "CH4301", action.At, $"`{action.Name}` is also set by `{first.Set.Id}`, at the same layer and order",
                $"give `{set.Id}` or `{first.Set.Id}` another `order`");
    }
}
