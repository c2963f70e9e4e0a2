using Chancery.Policy.Conditions;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Lists of methods that leave nothing together, or want the same ones in another order (CH5201, CH5203), as far as that is plain to see.</summary>
internal static class MethodChecks
{
    public static void Run(IReadOnlyList<RuleSet> sets, Manifest manifest, FindingBag findings)
    {
        var protects = sets.Where(set => set.Enforced).SelectMany(ProtectsOf).Select((use, number) => use with { Number = number }).ToList();
        NothingLeft(protects, manifest, findings);
        OtherOrder(protects, findings);
    }

    /// <summary>Against lists that count for every mail.</summary>
    private static void NothingLeft(IReadOnlyList<Use> protects, Manifest manifest, FindingBag findings)
    {
        var always = protects.Where(use => use.If is Always && use.Set.Scope is Always).DistinctBy(use => string.Join(',', use.Methods.Order(StringComparer.Ordinal))).ToList();
        foreach (var other in protects)
        {
            if (always.FirstOrDefault(use => !use.Methods.Intersect(other.Methods).Any() && (other.If is not Always || other.Number > use.Number)) is { } use)
            {
                var message = $"no method is left together with `{use.Rule.FullId}`, which counts for every mail: it would be {(other.Action["otherwise"] == "reject" ? "refused" : "held")}";
                var help = $"name one of {string.Join(", ", use.Methods)}, or change `{use.Rule.FullId}`";
                if (manifest.ConflictsAreErrors)
                    findings.Error("CH5201", other.Action.At, message, help);
                else
                    findings.Warning("CH5201", other.Action.At, message, help);
            }
        }
    }

    /// <summary>Between sets of equal rank: inside one set the place in the file decides, and people see it.</summary>
    private static void OtherOrder(IReadOnlyList<Use> protects, FindingBag findings)
    {
        foreach (var equals in protects.GroupBy(use => (use.Set.Layer, use.Set.Order)).Where(group => group.Any(use => !ReferenceEquals(use.Set, group.First().Set))))
        {
            var seen = new List<Use>();
            foreach (var use in equals)
            {
                if (seen.FirstOrDefault(other => !ReferenceEquals(other.Set, use.Set) && Differ(other.Methods, use.Methods)) is { } other)
                    findings.Warning(
                        "CH5203", use.Action.At, $"`{other.Rule.FullId}` of equal rank wants the same methods in another order: {string.Join(", ", other.Methods)}",
                        $"write the same order, or give `{use.Set.Id}` or `{other.Set.Id}` another `order`");
                else if (!seen.Any(other => ReferenceEquals(other.Set, use.Set) && other.Methods.SequenceEqual(use.Methods)))
                    seen.Add(use);
            }
        }
    }

    private static bool Differ(string[] one, string[] other)
    {
        var common = one.Where(other.Contains).ToList();
        return !common.SequenceEqual(other.Where(one.Contains));
    }

    private static IEnumerable<Use> ProtectsOf(RuleSet set) =>
        from rule in set.Baseline.Concat(set.Rules)
        from branch in rule.Branches
        from action in branch.Then
        where action.Name == "protect" && action.List("with").Length > 0
        select new Use(set, rule, rule.Branches.Count == 1 ? branch.If : new AnyOf([branch.If]), action, action.List("with"), 0);

    private sealed record Use(RuleSet Set, Rule Rule, Condition If, ActionUse Action, string[] Methods, int Number);
}
