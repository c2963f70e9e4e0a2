using Chancery.Policy.Conditions;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Rules that can be read two ways, or can never matter: warnings.</summary>
internal static class LintChecks
{
    public static void Run(Rule rule, FindingBag findings)
    {
        ElseIfOfKeys(rule, findings);
        if (rule.ValidFrom is { } from && rule.ValidUntil is { } until && from >= until)
            findings.Warning("CH5106", rule.At, $"rule `{rule.Id}` ends before it begins: it never applies", "correct `valid`");
        var always = rule.Branches.Take(rule.Branches.Count - 1).FirstOrDefault(branch => branch.If is Always);
        if (always is not null)
            findings.Warning("CH5106", rule.At, $"rule `{rule.Id}` has a condition that always holds: what follows it never runs", "take away `elseIf` and `else`, or say when the first part applies");
        foreach (var exempt in rule.Actions.Where(action => action.Name == "exempt" && IsBefore(action["until"], rule.ValidFrom)))
            findings.Warning("CH5106", exempt.At, "the exemption ends before its rule begins", "correct `until` or `valid`");
    }

    /// <summary>
    /// "Else if the key is missing" reads as if it belonged to the action; written as a branch it speaks of all mail for which the
    /// first condition does not hold.
    /// </summary>
    private static void ElseIfOfKeys(Rule rule, FindingBag findings)
    {
        var narrow = rule.Branches[0].If.Facts.Where(fact => !IsKey(fact)).Distinct().ToList();
        foreach (var branch in rule.Branches.Skip(1).Where(branch => branch.At.Line > 0 && narrow.Count > 0 && branch.If.Facts.Any() && branch.If.Facts.All(IsKey)))
            findings.Warning(
                "CH5110", branch.At, $"this `elseIf` tests only recipient.keys and applies to all mail that `if` does not mean ({string.Join(", ", narrow)})",
                "use the list of methods in the first branch, like `with: [smime, pdf]`, or repeat its condition here");
    }

    private static bool IsKey(string fact) => fact.StartsWith("recipient.keys.", StringComparison.Ordinal);

    private static bool IsBefore(string? until, DateTimeOffset? from) => until is not null && from is not null && Literals.TimeLiteral.Parse(until, endOfDay: true) is { } end && end <= from;
}
