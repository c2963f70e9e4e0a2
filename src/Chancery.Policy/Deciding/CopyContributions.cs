using Chancery.Policy.Conditions;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Deciding;

/// <summary>R16: a copy is judged by its own list and the guards, and makes no copies and no incidents of its own.</summary>
internal static class CopyContributions
{
    public static IReadOnlyList<Contribution> Of(IReadOnlyList<Contribution> guards, EquatableList<Method> methods)
    {
        var kept = guards.Where(contribution => contribution.Action.Name is not ("copy" or "incident")).ToList();
        return methods.Count == 0 ? kept : [.. kept, Protect(methods)];
    }

    private static Contribution Protect(EquatableList<Method> methods)
    {
        var action = new ActionUse(
            ActionRegistry.Find("protect")!, new Dictionary<string, string> { ["with"] = string.Join('\n', methods.Select(Names.Of)), ["otherwise"] = "hold" },
            new Place("copy", 1, 1, 0));
        return new Contribution("copy", "copy", action, Certainty.Must, new Rank(Layer.Baseline, 0, "copy", 0));
    }
}
