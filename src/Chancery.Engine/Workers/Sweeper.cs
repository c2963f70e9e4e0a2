using Chancery.Engine.Ports;

namespace Chancery.Engine.Workers;

/// <summary>Deletes bodies that nothing needs any more.</summary>
internal sealed class Sweeper(IMailStore store) : IChore
{
    private const int Batch = 200;

    public async Task<bool> WorkAsync(CancellationToken cancel) => await store.SweepAsync(Batch, cancel) > 0;
}
