using Chancery.Policy.People;

namespace Chancery.Policy.Vocabulary;

/// <summary>People with a name in common.</summary>
/// <param name="Members">Addresses as they are compared; null: the directory knows them.</param>
/// <param name="Query">What the directory is asked.</param>
internal sealed record Group(IReadOnlySet<string>? Members, DirectoryQuery? Query = null);

/// <summary>Who does a task at a time; <c>role(name)</c> in actions stands for its holders.</summary>
/// <param name="Shifts">The first schedule that holds says who; null: the directory knows them.</param>
/// <param name="Otherwise">Holders when no shift holds, or always where there are none.</param>
/// <param name="Query">What the directory is asked.</param>
internal sealed record Role(IReadOnlyList<Shift>? Shifts, IReadOnlyList<string> Otherwise, DirectoryQuery? Query = null)
{
    /// <summary>Null: only the directory knows.</summary>
    public IReadOnlyList<string>? HoldersAt(DateTimeOffset at) =>
        Shifts is null ? null : Shifts.FirstOrDefault(shift => shift.When.Covers(at))?.Holders ?? Otherwise;
}

internal sealed record Shift(Schedule When, IReadOnlyList<string> Holders);
