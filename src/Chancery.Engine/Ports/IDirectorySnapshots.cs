using Chancery.Policy;

namespace Chancery.Engine.Ports;

/// <summary>Port to the last answers of directories, so that they outlive a restart. Whatever goes wrong there is only an answer that has to be asked for again.</summary>
public interface IDirectorySnapshots
{
    /// <summary>Null: there is none, or none that can be trusted.</summary>
    /// <param name="question">Directory and question; another word of it is another question.</param>
    Task<DirectorySnapshot?> FindAsync(TenantId tenant, string question, CancellationToken cancel);

    /// <summary>In place of an earlier one.</summary>
    Task KeepAsync(TenantId tenant, string question, DirectorySnapshot snapshot, CancellationToken cancel);
}

/// <param name="At">When it was asked.</param>
public sealed record DirectorySnapshot(DateTimeOffset At, byte[] Content);
