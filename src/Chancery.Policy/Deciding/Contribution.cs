using Chancery.Policy.Plans;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>Where a contribution stands in authority: layer, order, set, place in the file; the smallest wins slots and preference.</summary>
internal readonly record struct Rank(Layer Layer, int Order, string Set, int Position) : IComparable<Rank>
{
    public int CompareTo(Rank other)
    {
        var byLayer = Layer.CompareTo(other.Layer);
        if (byLayer != 0)
            return byLayer;
        var byOrder = Order.CompareTo(other.Order);
        if (byOrder != 0)
            return byOrder;
        var bySet = string.CompareOrdinal(Set, other.Set);
        return bySet != 0 ? bySet : Position.CompareTo(other.Position);
    }
}

/// <summary>One effect a rule asks for, for one recipient. Rules never act; they contribute (language, D1).</summary>
/// <param name="ShortId">Null for the default of a set, which is no rule and cannot be exempted.</param>
internal sealed record Contribution(string RuleId, string? ShortId, ActionUse Action, Certainty Certainty, Rank Rank)
{
    public bool IsSure => Certainty == Certainty.Must;

    /// <summary>The rule is meant by one of the names: <c>ruleset/rule</c>, or the rule alone.</summary>
    public bool IsNamedIn<T>(IReadOnlyDictionary<string, T> names) => ShortId is not null && (names.ContainsKey(RuleId) || names.ContainsKey(ShortId));
}
