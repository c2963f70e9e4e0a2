using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;
using Chancery.Policy.Triggers;

namespace Chancery.Policy.Deciding;

/// <summary>
/// What a trusted sender asks for, as contributions of least authority: methods are asked for where mail leaves the house, a
/// hold for every recipient. What is asked for and not understood is held, for it was meant to protect.
/// </summary>
internal static class WishContributions
{
    private const string Encrypt = "smime\npgp\npdf\nportal";

    /// <summary>Null while the direction of the recipient's mail is not known.</summary>
    public static IReadOnlyList<Contribution>? Of(IReadOnlyList<Wish> wishes, Valuation v)
    {
        if (v.Find(new FactKey("direction", v.Recipient)) is not { } direction)
            return null;
        var leaves = direction is not Fact.Known { Value: FactValue.Text { Value: "inbound" or "internal" } };
        return [.. wishes.Select((wish, position) => Of(wish, position, leaves)).OfType<Contribution>()];
    }

    private static Contribution? Of(Wish wish, int position, bool leaves)
    {
        var protects = wish.Action is not "hold" && Trigger.Actions.Contains(wish.Action);
        if (protects && !leaves)
            return null;
        var id = wish.Field.ToLowerInvariant();
        var action = protects
            ? Use("protect", new() { ["with"] = wish.Action == "encrypt" ? Encrypt : wish.Action, ["otherwise"] = "hold" })
            : Use("hold", []);
        return new Contribution($"sender/{id}", id, action, Certainty.Must, new Rank(Layer.Baseline, int.MaxValue, "sender", position));
    }

    private static ActionUse Use(string name, Dictionary<string, string> parameters) => new(ActionRegistry.Find(name)!, parameters, new Place("", 0, 0, 0));
}
