using Chancery.Policy.Conditions;
using Chancery.Policy.Syntax;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Rules;

/// <summary>What can only be judged over a whole tenant's policy: references, trust of lowering rules, lists that never reach their end.</summary>
internal static class Checks
{
    public static void Run(IReadOnlyList<RuleSet> sets, Names names, Manifest manifest, FindingBag findings)
    {
        foreach (var same in sets.Where(set => set.Layer != Layer.Baseline || set.Baseline.Count > 0).GroupBy(set => set.Id).Where(group => group.Count() > 1))
            findings.Error("CH3302", new Place(same.Last().File, 1, 1, 0), $"two rule sets are called `{same.Key}` ({string.Join(", ", same.Select(set => set.File))})", "give one of them another `metadata.id`");
        foreach (var set in sets)
        {
            foreach (var rule in set.Rules.Concat(set.Baseline).Concat(set.Finally).Append(DefaultOf(set)))
                CheckRule(sets, set, rule, names, findings);
            LayerChecks.Run(set, manifest, findings);
            LayerChecks.Finally(set.Finally, findings);
        }

        SlotChecks.Run(sets, findings);
        BaselineChecks.Run(sets, findings);
        // A condition that could not be read would look like one that always holds.
        if (findings.HasErrors)
            return;
        MethodChecks.Run(sets, manifest, findings);
        foreach (var rule in sets.SelectMany(set => set.Rules))
            LintChecks.Run(rule, findings);
    }

    private static void CheckRule(IReadOnlyList<RuleSet> sets, RuleSet set, Rule rule, Names names, FindingBag findings)
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
            ReplyChecks.Run(action, findings);
        }

        TrustChecks.Run(rule, names, findings);
    }

    /// <summary>The default of a set as a rule: its effects depend on every condition of the set.</summary>
    private static Rule DefaultOf(RuleSet set) =>
        new("default", $"{set.Id}/default", set.Default.Count > 0 ? set.Default[0].At : new Place(set.File, 1, 1, 0),
            [.. set.Rules.SelectMany(rule => rule.Branches).Select(branch => branch with { Then = [] }), new Branch(new Always(), set.Default)], Stop.None, null);

    private static void CheckExempt(IReadOnlyList<RuleSet> sets, RuleSet set, ActionUse exempt, FindingBag findings)
    {
        if (exempt["rule"] is not { } wanted)
            return;
        var all = sets.SelectMany(other => other.Rules.Concat(other.Baseline)).ToList();
        var named = all.Where(rule => rule.FullId == wanted || rule.Id == wanted).ToList();
        if (named.Count == 0)
            findings.Error("CH3303", exempt.At, $"`exempt` names no rule: `{wanted}`{Similar.Hint(wanted, all.Select(rule => rule.Id))}", "name a rule by its id");
        else if (named.Select(rule => rule.FullId).Distinct().Count() > 1)
            findings.Error("CH3303", exempt.At, $"`exempt` names several rules: {string.Join(", ", named.Select(rule => rule.FullId).Distinct())}", "name the one you mean as `ruleset/rule`");
        else if (named.FirstOrDefault(rule => rule.ExemptibleBy is not { } by || set.Layer > by) is { } target)
            findings.Error(
                "CH2302", exempt.At, $"exempt of `{wanted}` is not permitted ({(target.ExemptibleBy is null ? "exemptible: false" : $"exemptible: by({target.ExemptibleBy.ToString()!.ToLowerInvariant()})")})",
                "let the owner of that rule permit it, or take the exemption away");
    }
}
