using Chancery.Policy.Plans;

namespace Chancery.Policy.Deciding;

/// <summary>
/// The methods that every contributor allows, in the order of the most authoritative sure one; a lower one may only move a
/// method up over weaker ones (language, 1.9.3, R32).
/// </summary>
internal static class Preference
{
    /// <param name="lists">In the order of authority.</param>
    public static EquatableList<Method> Of(IReadOnlyList<Contribution> lists)
    {
        if (lists.Count == 0)
            return [];
        if (lists.Count > 1)
            lists = [.. lists.DistinctBy(list => (list.IsSure, list.Rank.Layer == Rules.Layer.Baseline, Order(list.Action.Methods)))];
        var first = FirstSure(lists);
        var methods = lists[first].Action.Methods.Where(method => lists.All(other => other.Action.Methods.Contains(method))).Distinct().ToList();
        for (var i = first + 1; i < lists.Count && methods.Count > 1; i++)
        {
            // The baseline says what is allowed at all; its order is for mails of which no rule speaks.
            if (lists[i].IsSure && lists[i].Rank.Layer != Rules.Layer.Baseline)
                MoveUp(methods, lists[i].Action.Methods);
        }

        return [.. methods];
    }

    /// <summary>Smime and pgp are equally strong, and so are pdf and portal.</summary>
    public static int Strength(Method method) => method switch
    {
        Method.Smime or Method.Pgp => 4,
        Method.Pdf or Method.Portal => 3,
        Method.TlsVerified => 2,
        Method.Tls => 1,
        _ => 0,
    };

    /// <summary>The order as a number: lists that say the same are looked at once.</summary>
    private static long Order(IReadOnlyList<Method> methods)
    {
        var order = 0L;
        for (var i = 0; i < methods.Count; i++)
            order = order * 8 + (int)methods[i] + 1;
        return order;
    }

    private static int FirstSure(IReadOnlyList<Contribution> lists)
    {
        for (var i = 0; i < lists.Count; i++)
        {
            if (lists[i].IsSure)
                return i;
        }

        return 0;
    }

    private static void MoveUp(List<Method> methods, IReadOnlyList<Method> wish)
    {
        for (var i = 1; i < methods.Count; i++)
        {
            for (var at = i; at > 0 && IsBetter(methods[at], methods[at - 1], wish); at--)
                (methods[at], methods[at - 1]) = (methods[at - 1], methods[at]);
        }
    }

    private static bool IsBetter(Method method, Method than, IReadOnlyList<Method> wish) =>
        Strength(method) > Strength(than) && IndexOf(wish, method) < IndexOf(wish, than);

    private static int IndexOf(IReadOnlyList<Method> list, Method method)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] == method)
                return i;
        }

        return int.MaxValue;
    }
}
