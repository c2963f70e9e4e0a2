using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>Slots in which the stricter wish counts, whoever has the authority: the higher label, the least TLS of a route (language, 1.8).</summary>
internal static class StrictestSlots
{
    private static readonly string[] Tls = ["none", "opportunistic", "required", "verified"];

    /// <param name="actions">In the order of authority.</param>
    /// <param name="ranks">Labels with their rank.</param>
    public static IEnumerable<ActionUse> Of(IReadOnlyList<ActionUse> actions, IReadOnlyDictionary<string, int> ranks)
    {
        var label = actions.Where(action => action.Name == "label").MaxBy(action => ranks.GetValueOrDefault(action["set"] ?? "", int.MinValue));
        var tls = actions.Where(action => action.Name == "route").Select(action => action["tls"]).OfType<string>().MaxBy(tls => Array.IndexOf(Tls, tls));
        return actions.Where(action => action.Name != "label" || ReferenceEquals(action, label)).Select(action => action.Name == "route" && tls is not null && action["tls"] != tls ? WithTls(action, tls) : action);
    }

    private static ActionUse WithTls(ActionUse route, string tls) =>
        new(route.Descriptor, new Dictionary<string, string>(route.Parameters) { ["tls"] = tls }, route.At, route.Picks) { Afterwards = route.Afterwards };
}
