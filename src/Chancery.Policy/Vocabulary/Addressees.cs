using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Vocabulary;

/// <summary>Who is meant by a name in an action: an address itself, the members of a group, or the holders of a role at a time (R19).</summary>
internal static class Addressees
{
    /// <summary>The actions with addresses in the place of groups and roles.</summary>
    /// <param name="known">Tells whom the directory knows by a fact; null: not known yet, or never; then the name stays.</param>
    public static EquatableList<PlannedAction> Addressed(this Names names, EquatableList<PlannedAction> actions, DateTimeOffset at, Func<FactKey, IReadOnlyList<string>?> known) =>
        actions.Any(HasNames) ? [.. actions.Select(action => HasNames(action) ? Addressed(names, action, at, known) : action)] : actions;

    /// <summary>A name in the actions that stands for nobody who could be found.</summary>
    public static string? Unfound(this Names names, EquatableList<PlannedAction> actions) =>
        actions.SelectMany(To).FirstOrDefault(names.NeedsDirectory);

    /// <summary>True if the name stands for people whom only a directory knows.</summary>
    public static bool NeedsDirectory(this Names names, string name) =>
        Operands.NameIn(name, "role") is { } role ? names.Roles.GetValueOrDefault(role) is { Shifts: null } : names.Groups.GetValueOrDefault(name) is { Members: null };

    private static bool HasNames(PlannedAction action) => To(action).Any(name => !name.Contains('@', StringComparison.Ordinal));

    private static string[] To(PlannedAction action) => action.Parameters.TryGetValue("to", out var to) ? to.Split('\n') : [];

    private static PlannedAction Addressed(Names names, PlannedAction action, DateTimeOffset at, Func<FactKey, IReadOnlyList<string>?> known)
    {
        var to = To(action).SelectMany(name => (names.NeedsDirectory(name) ? known(Holders(name)) : Of(names, name, at)) is { Count: > 0 } people ? people : [name]).Distinct();
        return action with { Parameters = new EquatableMap(action.Parameters.Where(entry => entry.Key != "to").Append(KeyValuePair.Create("to", string.Join('\n', to)))) };
    }

    private static FactKey Holders(string name) => Operands.NameIn(name, "role") is { } role ? new FactKey("role.holders", null, role) : new FactKey("group.members", null, name);

    private static IReadOnlyList<string>? Of(Names names, string name, DateTimeOffset at) =>
        Operands.NameIn(name, "role") is { } role ? names.Roles.GetValueOrDefault(role)?.HoldersAt(at)
        : names.Groups.GetValueOrDefault(name)?.Members is { } members ? [.. members.Order(StringComparer.Ordinal)] : null;
}
