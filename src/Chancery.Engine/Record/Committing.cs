using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;

namespace Chancery.Engine.Record;

/// <summary>Commits, and then lets go of the bodies that were written for it: what no row names by then is deleted.</summary>
internal static class Committing
{
    public static async Task<bool> DecisionAsync(IMailStore store, DecisionCommit commit, CancellationToken cancel)
    {
        try
        {
            return await store.CommitDecisionAsync(commit, cancel);
        }
        finally
        {
            await ReleaseAsync(commit.Blobs);
        }
    }

    /// <returns>What is now in our hands; null where nothing was entered.</returns>
    public static async Task<IReadOnlyList<EffectStatus>?> DecisionAsync(IMailStore store, DecisionCommit commit, EffectsInHand wanted, CancellationToken cancel)
    {
        try
        {
            return await store.CommitDecisionAsync(commit, wanted, cancel);
        }
        finally
        {
            await ReleaseAsync(commit.Blobs);
        }
    }

    /// <returns>True if others may be due by it.</returns>
    public static async Task<bool> AttemptAsync(IMailStore store, AttemptCommit commit, CancellationToken cancel)
    {
        try
        {
            return await store.RecordAttemptAsync(commit, cancel);
        }
        finally
        {
            await ReleaseAsync(commit.Blobs);
        }
    }

    private static async ValueTask ReleaseAsync(IEnumerable<SealedBlob> bodies)
    {
        foreach (var owner in bodies.Select(body => body.Owner).OfType<IAsyncDisposable>())
            await owner.DisposeAsync();
    }
}
