using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Policy.Tests.Support;
using CsCheck;

namespace Chancery.Policy.Tests.Properties;

/// <summary>What must hold of every policy (language, 1.9.2, R18) and every mail.</summary>
public sealed class DecisionProperties
{
    private static readonly Method[] Every = Enum.GetValues<Method>();

    [Fact]
    public void A_further_rule_never_makes_more_methods_acceptable_nor_the_disposition_milder() =>
        Gen.Select(AnyPolicy.Rules, AnyPolicy.Rule, AnyMail.Known).Sample((rules, further, facts) =>
            AnyMail.Recipients.All(to => IsAtLeast(PlanOf([.. rules, further], facts, to), PlanOf(rules, facts, to))), iter: 1000);

    [Fact]
    public void What_cannot_be_known_never_yields_less_protection() =>
        Gen.Select(AnyPolicy.Rules, AnyMail.Pairs).Sample((rules, facts) =>
            AnyMail.Recipients.All(to => IsAtLeast(PlanOf(rules, facts.Partly, to), Held(PlanOf(rules, facts.Known, to)))), iter: 2000);

    [Fact]
    public void The_order_of_rules_changes_no_effect() =>
        Gen.Select(AnyPolicy.Rules.SelectMany(rules => Gen.Shuffle(rules.ToArray()).Select(other => (rules, other))), AnyMail.Pairs).Sample((rules, facts) =>
            AnyMail.Recipients.All(to => Effects(PlanOf(rules.rules, facts.Partly, to)) == Effects(PlanOf(rules.other, facts.Partly, to))), iter: 1000);

    [Fact]
    public void A_rule_said_twice_is_said_once() =>
        Gen.Select(AnyPolicy.Rules, AnyMail.Pairs).Sample((rules, facts) =>
            AnyMail.Recipients.All(to => Effects(PlanOf(rules, facts.Partly, to)) == Effects(PlanOf([.. rules, .. rules], facts.Partly, to))), iter: 500);

    /// <summary>Joining is associative: which rules are joined first changes nothing.</summary>
    [Fact]
    public void How_rules_are_spread_over_rule_sets_changes_no_effect() =>
        Gen.Select(AnyPolicy.Rules, Gen.Int[0, 5], AnyMail.Pairs).Sample((rules, cut, facts) =>
        {
            using var folder = new TempPolicy();
            folder.Add("a.json", System.Text.Encoding.UTF8.GetBytes(AnyPolicy.Text(rules.Take(cut))));
            folder.Add("b.json", System.Text.Encoding.UTF8.GetBytes(AnyPolicy.Text(rules.Skip(cut))));
            var spread = Loading.PolicyLoader.Load(folder.Path).Policies[TenantId.Default];
            return AnyMail.Recipients.All(to => Effects(Deciding.Of(spread, facts.Partly, to).PlanFor(to)) == Effects(PlanOf(rules, facts.Partly, to)));
        }, iter: 500);

    [Fact]
    public void The_plan_of_a_group_is_the_plan_each_member_would_have_alone() =>
        Gen.Select(AnyPolicy.Rules, AnyMail.Pairs).Sample((rules, facts) =>
        {
            var policy = Deciding.PolicyOf(rules);
            var together = Deciding.Of(policy, facts.Partly, AnyMail.Recipients);
            return together.Groups.Sum(group => group.To.Count) == AnyMail.Recipients.Length
                && AnyMail.Recipients.All(to => together.PlanFor(to) == Deciding.Of(policy, facts.Partly, to).PlanFor(to));
        }, iter: 1000);

    [Fact]
    public void Asking_step_by_step_ends_in_the_same_decision() =>
        Gen.Select(AnyPolicy.Rules, AnyMail.Pairs).Sample((rules, facts) =>
        {
            var policy = Deciding.PolicyOf(rules);
            var request = new DecisionRequest(TenantId.Default, [.. AnyMail.Recipients.Select(to => new DecisionRecipient(to, false))], FactSet.Empty);
            while (policy.Decide(request) is DecisionStep.Needs needs)
                request = request with { Facts = request.Facts.With(needs.Keys.Select(key => KeyValuePair.Create(key, Answer(facts.Partly, key)))) };
            var stepwise = ((DecisionStep.Decided)policy.Decide(request)).Decision;
            return stepwise.Groups.SequenceEqual(Deciding.Of(policy, facts.Partly, AnyMail.Recipients).Groups);
        }, iter: 1000);

    private static Plan PlanOf(IEnumerable<string> rules, FactSet facts, string to) => Deciding.Of(rules, facts, to).PlanFor(to);

    private static Fact Answer(FactSet facts, FactKey key) => facts.TryGet(key, out var fact) ? fact : throw new InvalidOperationException($"{key} was asked for");

    /// <summary>What is only possible may at most hold (R4).</summary>
    private static Plan Held(Plan plan) => plan.Disposition > Disposition.Hold ? plan with { Disposition = Disposition.Hold } : plan;

    /// <summary>What is held is not realised, so that it cannot come to the <c>otherwise</c> of a method without a key.</summary>
    private static bool IsAtLeast(Plan stricter, Plan than) =>
        stricter.Disposition >= (than.Tried.Count > 0 ? Held(than) : than).Disposition && (stricter.Disposition != Disposition.Deliver || Allowed(stricter).IsSubsetOf(Allowed(than)));

    /// <summary>A delivered plan without a list is restricted by nobody (R9).</summary>
    private static HashSet<Method> Allowed(Plan plan) => plan.Acceptable.Count == 0 && plan.Disposition == Disposition.Deliver ? [.. Every] : [.. plan.Acceptable];

    /// <summary>All but the preference between methods, which is a matter of position (R32), and what follows from it.</summary>
    private static string Effects(Plan plan) => string.Join('|',
        plan.Disposition, string.Join(',', plan.Acceptable.Order()), string.Join(',', plan.FileLinks),
        string.Join(',', plan.Actions.Select(action => $"{action.Action}{string.Join(';', action.Parameters)}").Order(StringComparer.Ordinal)),
        plan.Hold is { } hold && plan.Tried.Count == 0 ? $"{string.Join(',', hold.Approvers.Order(StringComparer.Ordinal))} {hold.Quorum} {hold.Expires} {hold.OnExpire}" : "");
}
