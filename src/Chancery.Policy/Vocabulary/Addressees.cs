using Chancery.Policy.Conditions;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Vocabulary;

/// <summary>Who is meant by a name in an action: an address itself, the members of a group, or the holders of a role at a time (R19).</summary>
internal static class Addressees
{
    /// <summary>The actions with addresses in the place of groups and roles. A name that only the directory knows stays as it is.</summary>
    public static EquatableList<PlannedAction> Addressed(this Names names, EquatableList<PlannedAction> actions, DateTimeOffset at) =>
        actions.Any(HasNames) ? [.. actions.Select(action => HasNames(action) ? Addressed(names, action, at) : action)] : actions;

    /// <summary>True if the name stands for people whom only a directory knows.</summary>
    public static bool NeedsDirectory(this Names names, string name) =>
        Operands.NameIn(name, "role") is { } role ? names.Roles.GetValueOrDefault(role) is { Shifts: null } : names.Groups.GetValueOrDefault(name) is { Members: null };

    private static bool HasNames(PlannedAction action) => To(action).Any(name => !name.Contains('@', StringComparison.Ordinal));

    private static string[] To(PlannedAction action) => action.Parameters.TryGetValue("to", out var to) ? to.Split('\n') : [];

    private static PlannedAction Addressed(Names names, PlannedAction action, DateTimeOffset at)
    {
        var to = To(action).SelectMany(name => Of(names, name, at) is { Count: > 0 } people ? people : [name]).Distinct();
        return action with { Parameters = new EquatableMap(action.Parameters.Where(entry => entry.Key != "to").Append(KeyValuePair.Create("to", string.Join('\n', to)))) };
    }

    private static IReadOnlyList<string>? Of(Names names, string name, DateTimeOffset at) =>
        Operands.NameIn(name, "role") is { } role ? names.Roles.GetValueOrDefault(role)?.HoldersAt(at)
        : names.Groups.GetValueOrDefault(name)?.Members is { } members ? [.. members.Order(StringComparer.Ordinal)] : null;
}
