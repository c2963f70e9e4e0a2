namespace Chancery.Engine.Ports;

/// <summary>A directory of people.</summary>
public interface IDirectory
{
    /// <summary>The person of that name whose password it is; null if there is none, or more than one, or the password is wrong.</summary>
    /// <exception cref="DirectoryUnavailableException">It cannot be asked now.</exception>
    Task<DirectoryPerson?> LogInAsync(string user, string password, CancellationToken cancel);

    /// <summary>Whether somebody has this mail address.</summary>
    /// <exception cref="DirectoryUnavailableException">It cannot be asked now.</exception>
    Task<bool> HasAddressAsync(string address, CancellationToken cancel);
}

/// <param name="Addresses">Mail addresses that are theirs.</param>
public sealed record DirectoryPerson(IReadOnlyList<string> Addresses);

/// <summary>The directory cannot be reached, or does not let us look.</summary>
public sealed class DirectoryUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
