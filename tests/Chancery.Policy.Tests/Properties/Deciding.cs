using Chancery.Policy.Facts;
using Chancery.Policy.Loading;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Tests.Properties;

/// <summary>Decides generated mails by generated policies, recipient by recipient.</summary>
internal static class Deciding
{
    public static Decision Of(IEnumerable<string> rules, FactSet facts, params string[] recipients) => Of(PolicyOf(rules), facts, recipients);

    public static Decision Of(IPolicy policy, FactSet facts, params string[] recipients)
    {
        var request = new DecisionRequest(TenantId.Default, [.. recipients.Select(to => new DecisionRecipient(to, false))], facts);
        return Assert.IsType<DecisionStep.Decided>(policy.Decide(request)).Decision;
    }

    public static IPolicy PolicyOf(IEnumerable<string> rules)
    {
        var text = AnyPolicy.Text(rules);
        var load = PolicyLoader.LoadText("rules.json", text);
        Assert.True(!load.HasErrors, string.Join('\n', load.Findings) + text);
        return load.Policies[TenantId.Default];
    }

    public static Plan PlanFor(this Decision decision, string recipient) => decision.Groups.Single(group => group.To.Contains(recipient)).Plan;
}
