using Chancery.Policy.Literals;
using Chancery.Policy.Plans;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>The join of all contributions: the same whatever order they came in (language, 1.9.2, 1.9.3).</summary>
internal sealed class Joined
{
    private readonly List<Contribution> _all;
    private readonly List<Contribution> _protects = [];
    private readonly List<Contribution> _signs = [];
    private readonly List<Contribution> _links = [];
    private readonly List<Contribution> _attachments = [];
    private readonly List<Contribution> _holds = [];
    private readonly List<Contribution> _others = [];

    public Joined(IReadOnlyList<Contribution> contributions)
    {
        _all = [.. contributions];
        if (!IsRanked(_all))
            _all.Sort(static (a, b) => a.Rank.CompareTo(b.Rank));
        foreach (var contribution in _all)
            ListFor(contribution.Action.Name)?.Add(contribution);
        Acceptable = Preference.Of(_protects);
    }

    public bool HasProtect => _protects.Count > 0;

    /// <summary>Methods that every contributor allows, in order of preference.</summary>
    public EquatableList<Method> Acceptable { get; }

    /// <summary>
    /// R33: reject if any contributor says so, and says so surely. Where what only may be meant took methods away, that they
    /// are missing is not sure either (R4).
    /// </summary>
    public bool OtherwiseRejects
    {
        get
        {
            var sure = _protects.Where(c => c.IsSure).ToList();
            return sure.Any(c => c.Action["otherwise"] == "reject") && Preference.Of(sure).Count == Acceptable.Count;
        }
    }

    /// <summary>What machine mail may also become (R13).</summary>
    public IReadOnlyList<string> AlsoFor => [.. _protects.SelectMany(c => c.Action.List("alsoFor")).Distinct()];

    public IReadOnlyList<Contribution> Protects => _protects;

    public IReadOnlyList<Contribution> Signs => _signs;

    public bool SignRequired => _signs.Any(c => c.Action["level"] == "required");

    public IReadOnlyList<Contribution> FileLinks => _links;

    public IReadOnlyList<Contribution> Attachments => _attachments;

    /// <summary>The strictest that is asked for; what is only possible holds (R4).</summary>
    public Disposition Disposition =>
        _holds.Count == 0 ? Disposition.Deliver
        : _holds.Any(c => c.IsSure && c.Action.Name == "reject") ? Disposition.Reject
        : _holds.Any(c => c.IsSure && c.Action.Name == "quarantine") ? Disposition.Quarantine
        : Disposition.Hold;

    public RejectTerms RejectTerms
    {
        get
        {
            var reject = _holds.First(c => c.IsSure && c.Action.Name == "reject").Action;
            return new RejectTerms(reject["code"] ?? "5.7.1", reject["text"] ?? "refused by policy");
        }
    }

    /// <summary>All approvers, the larger quorum, the earlier end, and the strictest of what happens then (R20).</summary>
    public HoldTerms HoldTerms
    {
        get
        {
            var named = _holds.Where(c => c.Action.Name == "hold").Select(c => c.Action).ToList();
            return new HoldTerms(
                [.. _holds.Select(c => c.RuleId).Distinct()],
                [.. _holds.Where(c => c.IsSure).SelectMany(c => c.Action.List("approvers")).Distinct()],
                named.Select(hold => hold["quorum"] == "2" ? 2 : 1).DefaultIfEmpty(1).Max(),
                named.Select(hold => Quantity.Duration(hold["expires"] ?? "3d") ?? TimeSpan.FromDays(3)).DefaultIfEmpty(TimeSpan.FromDays(3)).Min(),
                named.Count > 0 && _holds.All(c => c.Action["onExpire"] == "deliver") ? "deliver" : "reject");
        }
    }

    /// <summary>Everything else: unions, and slots where the most authoritative wins.</summary>
    /// <param name="labels">Labels with their rank.</param>
    public EquatableList<PlannedAction> Actions(IReadOnlyDictionary<string, int> labels)
    {
        if (_others.Count == 0)
            return [];
        var planned = new List<PlannedAction>();
        var slots = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in StrictestSlots.Of([.. _others.Select(contribution => contribution.Action)], labels))
        {
            if ((Slots.Of(action) is not { } slot || slots.Add(slot)) && !planned.Contains(action.Planned))
                planned.Add(action.Planned);
        }

        if (planned.Count == 1)
            return new EquatableList<PlannedAction>(planned);
        return [.. planned.Select((action, i) => (action, i)).OrderBy(entry => ActionOrder.Of(entry.action.Action)).ThenBy(entry => entry.i).Select(entry => entry.action)];
    }

    /// <summary>Every rule that contributed, sure ones as sure.</summary>
    public EquatableList<RuleHit> Hits
    {
        get
        {
            var (hits, places) = (new List<RuleHit>(_all.Count), new Dictionary<string, int>(_all.Count, StringComparer.Ordinal));
            foreach (var contribution in _all)
            {
                if (!places.TryGetValue(contribution.RuleId, out var known))
                {
                    places[contribution.RuleId] = hits.Count;
                    hits.Add(new RuleHit(contribution.RuleId, contribution.Certainty));
                }
                else if (contribution.IsSure)
                    hits[known] = hits[known] with { Certainty = Certainty.Must };
            }

            return new EquatableList<RuleHit>(hits);
        }
    }

    /// <summary>Rule sets are run in the order of their authority, so mostly there is nothing to sort.</summary>
    private static bool IsRanked(List<Contribution> all)
    {
        for (var i = 1; i < all.Count; i++)
        {
            if (all[i - 1].Rank.CompareTo(all[i].Rank) > 0)
                return false;
        }

        return true;
    }

    private List<Contribution>? ListFor(string action) => action switch
    {
        "protect" => _protects,
        "sign" => _signs,
        "filelink" => _links,
        "attachments" => _attachments,
        "hold" or "quarantine" or "reject" => _holds,
        "exempt" => null,
        _ => _others,
    };
}
