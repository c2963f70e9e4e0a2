using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>What can only be judged over a whole tenant's policy: references, trust of lowering rules, lists that never reach their end.</summary>
internal static class Checks
{
    public static void Run(IReadOnlyList<RuleSet> sets, FindingBag findings)
    {
        foreach (var same in sets.GroupBy(set => set.Id).Where(group => group.Count() > 1))
            findings.Error("CH3302", new Place(same.Last().File, 1, 1, 0), $"two rule sets are called `{same.Key}` ({string.Join(", ", same.Select(set => set.File))})", "give one of them another `metadata.id`");
        foreach (var set in sets)
        {
            foreach (var rule in set.Rules.Concat(set.Baseline))
                CheckRule(sets, set, rule, findings);
        }
    }

    private static void CheckRule(IReadOnlyList<RuleSet> sets, RuleSet set, Rule rule, FindingBag findings)
    {
        foreach (var action in rule.Actions)
        {
            if (action.Name == "exempt")
                CheckExempt(sets, set, action, findings);
            if (action.Name == "protect" && Array.IndexOf(action.List("with"), "plain") is >= 0 and var plain && plain < action.List("with").Length - 1)
                findings.Warning("CH5106", action.At, "`plain` is always possible: what stands after it never runs", "put `plain` last, or take away what follows");
            if (action.Name == "hold" && action["onExpire"] == "deliver" && set.Layer == Layer.Guard)
                findings.Error("CH2303", action.At, "`onExpire: deliver` in a guard would let time undo it", "use `onExpire: reject`");
            if (action.Name == "header")
                HeaderChecks.Run(action, findings);
        }

        foreach (var branch in rule.Branches)
            CheckTrust(rule, branch, findings);
    }

    private static void CheckExempt(IReadOnlyList<RuleSet> sets, RuleSet set, ActionUse exempt, FindingBag findings)
    {
        var wanted = exempt["rule"];
        var all = sets.SelectMany(other => other.Rules).ToList();
        var target = all.FirstOrDefault(rule => rule.FullId == wanted || rule.Id == wanted);
        if (target is null)
            findings.Error("CH3303", exempt.At, $"`exempt` names no rule: `{wanted}`{Similar.Hint(wanted ?? "", all.Select(rule => rule.Id))}", "name a rule by its id");
        else if (target.ExemptibleBy is not { } by || set.Layer > by)
            findings.Error(
                "CH2302", exempt.At, $"exempt of `{wanted}` is not permitted ({(target.ExemptibleBy is null ? "exemptible: false" : $"exemptible: by({target.ExemptibleBy.ToString()!.ToLowerInvariant()})")})",
                "let the owner of that rule permit it, or take the exemption away");
    }

    /// <summary>What an outsider can write into a mail must not lower protection (language, 1.7).</summary>
    private static void CheckTrust(Rule rule, Branch branch, FindingBag findings)
    {
        var lowering = branch.Then.FirstOrDefault(action => action.Descriptor.Polarity == Polarity.Lowers || action.Name == "header" && action.List("remove").Length > 0);
        if (lowering is null && rule.Stop == Stop.None)
            return;
        if (branch.If.Facts.Contains("sender.trust"))
            return;
        var outsider = branch.If.Facts.FirstOrDefault(fact => FactRegistry.Find(fact) is { Trust: FactTrust.Outsider });
        if (outsider is not null)
            findings.Error(
                "CH2201", lowering?.At ?? rule.At, $"`{lowering?.Name ?? "stop"}` lowers protection on `{outsider}`, which anyone can write into a mail",
                "add `sender.trust: \">= internal\"` to the condition");
    }
}
