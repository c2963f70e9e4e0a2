using Chancery.Policy.Conditions;

namespace Chancery.Policy.Vocabulary;

/// <summary>Who is meant by a name in an action: an address itself, the members of a group, or the holders of a role at a time.</summary>
internal static class Addressees
{
    /// <summary>The addresses; null where only the directory knows them, and for words like <c>sender</c>, which stand for themselves.</summary>
    public static IReadOnlyList<string>? Of(this Names names, string name, DateTimeOffset at) =>
        Operands.NameIn(name, "role") is { } role ? names.Roles.GetValueOrDefault(role)?.HoldersAt(at)
        : name.Contains('@', StringComparison.Ordinal) ? [name]
        : names.Groups.GetValueOrDefault(name)?.Members is { } members ? [.. members.Order(StringComparer.Ordinal)] : null;

    /// <summary>True if the name stands for people whom only a directory knows.</summary>
    public static bool NeedsDirectory(this Names names, string name) =>
        Operands.NameIn(name, "role") is { } role ? names.Roles.GetValueOrDefault(role) is { Shifts: null } : names.Groups.GetValueOrDefault(name) is { Members: null };
}
