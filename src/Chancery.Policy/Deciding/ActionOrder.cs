using Chancery.Policy.Registry;

namespace Chancery.Policy.Deciding;

/// <summary>The place of an action in the catalogue: plans list their actions in its order, whatever rules asked for them.</summary>
internal static class ActionOrder
{
    private static readonly Dictionary<string, int> Places =
        ActionRegistry.All.Select((action, at) => (action.Name, at)).ToDictionary(entry => entry.Name, entry => entry.at, StringComparer.Ordinal);

    public static int Of(string action) => Places.GetValueOrDefault(action, int.MaxValue);
}
