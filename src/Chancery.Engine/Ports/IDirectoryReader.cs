using Chancery.Engine.Settings;
using Chancery.Policy.People;

namespace Chancery.Engine.Ports;

/// <summary>Reads entries of a directory: whole answers or none, for half an answer would turn members into strangers.</summary>
public interface IDirectoryReader
{
    /// <exception cref="DirectoryUnavailableException">It cannot be asked now.</exception>
    Task<IDirectorySession> OpenAsync(DirectorySettings settings, CancellationToken cancel);
}

/// <summary>One connection, one question after the other.</summary>
public interface IDirectorySession : IAsyncDisposable
{
    /// <summary>All entries below the base that fit.</summary>
    /// <param name="attributes">Whose values are wanted.</param>
    /// <param name="most">More entries than this are no answer.</param>
    /// <exception cref="DirectoryUnavailableException">It cannot be asked now, or gives less than all.</exception>
    Task<IReadOnlyList<DirectoryEntry>> SearchAsync(DirectoryFilter filter, IReadOnlyList<string> attributes, int most, CancellationToken cancel);

    /// <summary>The entry of a name; null if there is none that we may see.</summary>
    /// <exception cref="DirectoryUnavailableException">It cannot be asked now.</exception>
    Task<DirectoryEntry?> ReadAsync(string name, IReadOnlyList<string> attributes, CancellationToken cancel);
}

/// <param name="Values">By attribute as the server spells it, without regard to case.</param>
public sealed record DirectoryEntry(string Name, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    public IReadOnlyList<string> this[string attribute] => Values.GetValueOrDefault(attribute) ?? [];
}
