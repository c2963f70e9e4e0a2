namespace Chancery.Policy.People;

/// <summary>A group or role whose members a directory knows: entries that fit the filter, and the members of those that are groups, at any depth.</summary>
/// <param name="Source">Name of the directory in the settings.</param>
/// <param name="Refresh">How old an answer may get before it is asked for anew.</param>
/// <param name="MaxAge">Older than this, membership is unknown.</param>
/// <param name="File">Where the vocabulary says so.</param>
public sealed record DirectoryQuery(string Source, DirectoryFilter Filter, TimeSpan Refresh, TimeSpan MaxAge, string File, int Line, int Column);

/// <summary>What a tenant's policy asks of directories, by name.</summary>
public sealed record DirectoryQueries(IReadOnlyDictionary<string, DirectoryQuery> Groups, IReadOnlyDictionary<string, DirectoryQuery> Roles)
{
    public static DirectoryQueries None { get; } = new(new Dictionary<string, DirectoryQuery>(), new Dictionary<string, DirectoryQuery>());
}
