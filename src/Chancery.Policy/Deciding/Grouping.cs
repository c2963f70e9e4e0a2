using Chancery.Policy.Plans;

namespace Chancery.Policy.Deciding;

/// <summary>Recipients of equal plans share one copy; a hidden one of a changed copy has his own (R14).</summary>
internal static class Grouping
{
    public static IReadOnlyList<GroupDecision> Of(IReadOnlyList<RecipientPlan> plans)
    {
        var groups = new List<(Plan Plan, bool Alone, List<RecipientPlan> Members)>();
        foreach (var plan in plans)
        {
            var alone = plan.Recipient.Hidden && plan.Plan.ChangesCopy;
            var group = alone ? default : groups.FirstOrDefault(g => !g.Alone && g.Plan == plan.Plan);
            if (group.Members is { } members)
                members.Add(plan);
            else
                groups.Add((plan.Plan, alone, [plan]));
        }

        return [.. groups.Select(group => GroupOf(group.Plan, group.Members))];
    }

    private static GroupDecision GroupOf(Plan plan, List<RecipientPlan> members) =>
        new([.. members.Select(member => member.Recipient.Address)], members.All(member => member.Recipient.Hidden), plan, HitsOf(members));

    private static EquatableList<RuleHit> HitsOf(List<RecipientPlan> members) => members.Count == 1 ? members[0].Hits :
    [
        .. members.SelectMany(member => member.Hits).GroupBy(hit => hit.Id)
            .Select(same => new RuleHit(same.Key, same.Any(hit => hit.Certainty == Certainty.Must) ? Certainty.Must : Certainty.May)),
    ];
}
