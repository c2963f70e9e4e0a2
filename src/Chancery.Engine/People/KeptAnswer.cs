using Chancery.Engine.Ports;
using Chancery.Policy;

namespace Chancery.Engine.People;

/// <summary>The last answer to one question of one tenant, kept over restarts. A store that fails costs a question, never a fact.</summary>
internal sealed class KeptAnswer<T>(IDirectorySnapshots? snapshots, TenantId tenant, string question, Func<T, byte[]> write, Func<byte[], T> read) where T : class
{
    /// <summary>Octets; what is larger is asked for anew after a restart.</summary>
    private const int Largest = 64 * 1024 * 1024;

    public async Task<(T Value, DateTimeOffset At)?> FindAsync()
    {
        if (snapshots is null)
            return null;
        try
        {
            return await snapshots.FindAsync(tenant, question, CancellationToken.None) is { } snapshot ? (read(snapshot.Content), snapshot.At) : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    public async Task KeepAsync(T value, DateTimeOffset at)
    {
        if (snapshots is null)
            return;
        try
        {
            if (write(value) is { Length: <= Largest } content)
                await snapshots.KeepAsync(tenant, question, new DirectorySnapshot(at, content), CancellationToken.None);
        }
        catch (Exception)
        {
            // The answer is there; only the next start has to ask again.
        }
    }
}
