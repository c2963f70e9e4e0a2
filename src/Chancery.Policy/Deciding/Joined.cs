using Chancery.Policy.Literals;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;

namespace Chancery.Policy.Deciding;

/// <summary>The join of all contributions: the same whatever order they came in (language, 1.9.2, 1.9.3).</summary>
internal sealed class Joined
{
    private readonly IReadOnlyList<Contribution> _all;

    public Joined(IReadOnlyList<Contribution> contributions) => _all = [.. contributions.OrderBy(c => c.Rank)];

    public bool HasProtect => Of("protect").Any();

    /// <summary>Methods that every contributor allows, in the order of the most authoritative sure one (R32).</summary>
    public EquatableList<Method> Acceptable => Common([.. Of("protect")]);

    /// <summary>
    /// R33: reject if any contributor says so, and says so surely. Where what only may be meant took methods away, that they
    /// are missing is not sure either (R4).
    /// </summary>
    public bool OtherwiseRejects
    {
        get
        {
            var sure = Of("protect").Where(c => c.IsSure).ToList();
            return sure.Any(c => c.Action["otherwise"] == "reject") && Common(sure).Count == Acceptable.Count;
        }
    }

    /// <summary>What machine mail may also become (R13).</summary>
    public IReadOnlyList<string> AlsoFor => [.. Of("protect").SelectMany(c => c.Action.List("alsoFor")).Distinct()];

    public IReadOnlyList<Contribution> Signs => [.. Of("sign")];

    public bool SignRequired => Of("sign").Any(c => c.Action["level"] == "required");

    public IReadOnlyList<Contribution> FileLinks => [.. Of("filelink")];

    /// <summary>The strictest that is asked for; what is only possible holds (R4).</summary>
    public Disposition Disposition
    {
        get
        {
            if (Of("reject").Any(c => c.IsSure))
                return Disposition.Reject;
            if (Of("quarantine").Any(c => c.IsSure))
                return Disposition.Quarantine;
            return Holds.Any() ? Disposition.Hold : Disposition.Deliver;
        }
    }

    public RejectTerms RejectTerms
    {
        get
        {
            var reject = Of("reject").First(c => c.IsSure).Action;
            return new RejectTerms(reject["code"] ?? "5.7.1", reject["text"] ?? "refused by policy");
        }
    }

    /// <summary>All approvers, the larger quorum, the earlier end, and the strictest of what happens then (R20).</summary>
    public HoldTerms HoldTerms
    {
        get
        {
            var holds = Holds.ToList();
            var named = holds.Where(c => c.Action.Name == "hold").Select(c => c.Action).ToList();
            return new HoldTerms(
                [.. holds.Select(c => c.RuleId).Distinct()],
                [.. holds.Where(c => c.IsSure).SelectMany(c => c.Action.List("approvers")).Distinct()],
                named.Select(hold => hold["quorum"] == "2" ? 2 : 1).DefaultIfEmpty(1).Max(),
                named.Select(hold => Quantity.Duration(hold["expires"] ?? "3d") ?? TimeSpan.FromDays(3)).DefaultIfEmpty(TimeSpan.FromDays(3)).Min(),
                named.Count > 0 && holds.All(c => c.Action["onExpire"] == "deliver") ? "deliver" : "reject");
        }
    }

    /// <summary>Everything else: unions, and slots where the most authoritative wins.</summary>
    public EquatableList<PlannedAction> Actions
    {
        get
        {
            var planned = new List<PlannedAction>();
            foreach (var descriptor in ActionRegistry.All)
            {
                var slots = new HashSet<string>(StringComparer.Ordinal);
                foreach (var contribution in Of(descriptor.Name).Where(_ => !IsPartOfThePlanItself(descriptor.Name)))
                {
                    var action = PlannedOf(contribution);
                    if ((Slots.Of(contribution.Action) is not { } slot || slots.Add(slot)) && !planned.Contains(action))
                        planned.Add(action);
                }
            }

            return [.. planned];
        }
    }

    /// <summary>Every rule that contributed, sure ones as sure.</summary>
    public EquatableList<RuleHit> Hits =>
        [.. _all.GroupBy(c => c.RuleId).Select(same => new RuleHit(same.Key, same.Any(c => c.IsSure) ? Certainty.Must : Certainty.May))];

    /// <summary>Contributions that hold: holds, and what would refuse if it were sure.</summary>
    private IEnumerable<Contribution> Holds => _all.Where(c => c.Action.Name is "hold" or "quarantine" or "reject");

    private static bool IsPartOfThePlanItself(string action) => action is "protect" or "sign" or "filelink" or "hold" or "quarantine" or "reject" or "exempt";

    private static PlannedAction PlannedOf(Contribution contribution) =>
        new(contribution.Action.Name, new EquatableMap(contribution.Action.Parameters.Where(parameter => parameter.Value.Length > 0)));

    private static EquatableList<Method> Common(List<Contribution> lists)
    {
        if (lists.Count == 0)
            return [];
        var first = lists.FirstOrDefault(c => c.IsSure) ?? lists[0];
        return [.. MethodsOf(first).Where(method => lists.All(other => MethodsOf(other).Contains(method)))];
    }

    private static IEnumerable<Method> MethodsOf(Contribution contribution) =>
        contribution.Action.List("with").Select(name => Enum.GetValues<Method>().First(method => Names.Of(method) == name));

    private IEnumerable<Contribution> Of(string action) => _all.Where(contribution => contribution.Action.Name == action);
}
