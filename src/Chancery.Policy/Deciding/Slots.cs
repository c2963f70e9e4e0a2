using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>Actions of which only one can happen: the most authoritative contributor wins the slot (language, 1.8).</summary>
internal static class Slots
{
    /// <summary>The slot's name; null for actions that unite.</summary>
    public static string? Of(ActionUse action) => action.Name switch
    {
        "route" or "redirect" or "label" or "verify" or "decrypt" => action.Name,
        "disclaimer" => $"disclaimer {action["position"]}",
        "header" when action["set.name"] is { } name => $"header {name.ToLowerInvariant()}",
        _ => null,
    };
}
