using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary><c>exempt</c>: the only way to lower protection; it names a rule, and was permitted by it when the policy was loaded (language, D5).</summary>
internal static class Exemptions
{
    public static IReadOnlyList<Contribution> Apply(List<Contribution> all, DateTimeOffset at)
    {
        var exempted = Of(all, at);
        return exempted.Count == 0 ? all : [.. all.Where(c => !c.IsNamedIn(exempted))];
    }

    /// <summary>By the name of the exempted rule: who exempted it. A rule that is exempted itself, by whomever, frees nothing.</summary>
    public static IReadOnlyDictionary<string, string> Of(List<Contribution> all, DateTimeOffset at)
    {
        var wanted = Wanted(all, at);
        if (wanted.Count == 0)
            return wanted;
        return Wanted([.. all.Where(c => !c.IsNamedIn(wanted))], at);
    }

    private static Dictionary<string, string> Wanted(List<Contribution> all, DateTimeOffset at)
    {
        var exempted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var contribution in all)
        {
            if (contribution.Action.Name == "exempt" && IsInForce(contribution.Action, at) && contribution.Action["rule"] is { } rule)
                exempted.TryAdd(rule, contribution.RuleId);
        }

        return exempted;
    }

    /// <summary>The last day of a date counts; a time that is none was refused at load and frees nothing.</summary>
    private static bool IsInForce(ActionUse exempt, DateTimeOffset at) =>
        exempt["until"] is not { } until || Literals.TimeLiteral.Parse(until, endOfDay: true) is { } end && at < end;
}
