using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;

namespace Chancery.Policy.Deciding;

/// <summary>One call of Decide: every recipient for himself, then groups of equal plans.</summary>
internal sealed class Evaluation
{
    private static readonly Dictionary<Method, string> NothingRefused = [];

    private readonly CompiledPolicy _policy;
    private readonly DecisionRequest _request;
    private readonly IReadOnlyList<SetProgram> _sets;
    private readonly Memory _memory;
    private readonly HashSet<FactKey> _needs = [];
    private readonly string[] _addresses;
    private readonly FactSet?[] _withPlan;

    public Evaluation(CompiledPolicy policy, DecisionRequest request)
    {
        (_policy, _request, _memory) = (policy, request, policy.NewMemory());
        _sets = request.Copy is null ? policy.Sets : policy.Guards;
        _withPlan = new FactSet?[request.Recipients.Count];
        _addresses = [.. request.Recipients.Select(recipient => DomainLiteral.NormaliseAddress(recipient.Address))];
    }

    public DecisionStep Step()
    {
        var plans = new List<RecipientPlan>(_request.Recipients.Count);
        for (var i = 0; i < _request.Recipients.Count; i++)
        {
            if (ForRecipient(i) is { } plan)
                plans.Add(plan);
        }

        if (plans.Count < _request.Recipients.Count)
            return Needs();
        return new DecisionStep.Decided(new Decision(_policy.Digest, Grouping.Of(plans))
        {
            Tracing = new Tracing(_policy, _request, _withPlan).Lines,
            Unknown = Unknown(),
        });
    }

    /// <summary>Rules that are not decided yet say nothing, and what they may end is not looked at.</summary>
    public RejectTerms? SureReject()
    {
        _memory.ForgetRecipient();
        var v = new Valuation(_request.Facts, _addresses, _addresses[0], _memory) { At = _request.At, Needs = _needs };
        var joined = new Joined(new Collector(_sets, _request.At, v).Collect().Contributions);
        return joined.Disposition == Disposition.Reject ? joined.RejectTerms : null;
    }

    public static Decision Held(string digest, DecisionRequest request, string reason)
    {
        var plan = new Plan { Disposition = Disposition.Hold, Hold = new HoldTerms([reason], [], 1, TimeSpan.FromDays(3), "reject") };
        return new Decision(digest, [new GroupDecision([.. request.Recipients.Select(recipient => recipient.Address)], false, plan, [])]);
    }

    /// <summary>What is cheap to know is asked for first: it may make the costly question needless.</summary>
    private DecisionStep.Needs Needs()
    {
        var cheapest = _needs.Min(key => FactRegistry.CostOf(key.Name));
        return new DecisionStep.Needs([.. _needs.Where(key => FactRegistry.CostOf(key.Name) == cheapest).OrderBy(key => key.ToString(), StringComparer.Ordinal)]);
    }

    private List<UnknownFact> Unknown() => _request.Facts.HasUnknown ?
    [
        .. _request.Facts.All.Where(entry => entry.Value is Fact.Unknown)
            .Select(entry => new UnknownFact(entry.Key, ((Fact.Unknown)entry.Value).Reason))
            .OrderBy(unknown => unknown.Key.ToString(), StringComparer.Ordinal),
    ] : [];

    /// <summary>Null while a fact is missing that this recipient's plan depends on.</summary>
    private RecipientPlan? ForRecipient(int index)
    {
        var recipient = _request.Recipients[index];
        _memory.ForgetRecipient();
        var v = new Valuation(_request.Facts, _addresses, _addresses[index], _memory) { At = _request.At, Needs = _needs };
        var collector = new Collector(_sets, _request.At, v).Collect();
        if (collector.IsPending)
        {
            collector.Ask();
            return null;
        }

        var contributions = _request.Copy is { } methods ? CopyContributions.Of(collector.Contributions, methods) : collector.Contributions;
        if (_request.Wishes.Count > 0 && _request.Copy is null)
        {
            if (WishContributions.Of(_request.Wishes, v.Asking()) is not { } wished)
                return null;
            contributions = [.. contributions, .. wished];
        }

        var refused = _request.Refused.Count > 0 && _request.Refused.TryGetValue(recipient.Address.ToLowerInvariant(), out var known) ? known : NothingRefused;
        if (PlanOf(contributions, v, refused) is not var (joined, plan))
            return null;
        if (_policy.HasFinally)
        {
            var planned = _withPlan[index] = PlanFacts.Add(_request.Facts, v.Recipient, plan);
            var late = new Collector(_sets, _request.At, v.Knowing(planned)).CollectFinally();
            late.Ask();
            if (late.IsPending)
                return null;
            if (late.Contributions.Count > 0)
            {
                if (PlanOf([.. contributions, .. late.Contributions], v, refused) is not var (later, last))
                    return null;
                (joined, plan) = (later, last);
            }
        }

        return new RecipientPlan(recipient, plan, joined.Hits);
    }

    private (Joined Joined, Plan Plan)? PlanOf(IReadOnlyList<Contribution> contributions, Valuation v, IReadOnlyDictionary<Method, string> refused)
    {
        var joined = new Joined(contributions);
        var planner = new Planner(joined, new Knowledge(v), refused, _policy);
        return planner.Plan() is { } plan ? (joined, plan) : null;
    }
}

/// <summary>One recipient's plan with its reasons.</summary>
internal sealed record RecipientPlan(DecisionRecipient Recipient, Plan Plan, EquatableList<RuleHit> Hits);
