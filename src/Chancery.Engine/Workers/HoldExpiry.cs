using Chancery.Engine.Ports;
using Chancery.Engine.Queue;

namespace Chancery.Engine.Workers;

/// <summary>Ends holds whose time is over.</summary>
internal sealed class HoldExpiry(IMailStore store, QueueOperations queue, TimeProvider time) : IChore
{
    private const int Batch = 100;

    public async Task<bool> WorkAsync(CancellationToken cancel)
    {
        var expired = await store.ExpiredHoldsAsync(time.GetUtcNow(), Batch, cancel);
        var ended = false;
        foreach (var (_, messageId, number) in expired)
        {
            if (await store.GetAsync(messageId, cancel) is { } record && record.Groups.FirstOrDefault(g => g.Number == number) is { } group)
                ended |= (await queue.ExpireAsync(record, group, cancel)).Done;
        }

        return ended;
    }
}
