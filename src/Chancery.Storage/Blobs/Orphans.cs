using Chancery.Storage.Files;

namespace Chancery.Storage.Blobs;

/// <summary>Files that a life of this or another process left behind: unfinished, or named by no transaction.</summary>
internal sealed class Orphans(BlobFolder folder, BodyRows rows)
{
    /// <summary>Removes them; a file that somebody has open stays.</summary>
    public int Remove(CancellationToken cancel)
    {
        var removed = 0;
        foreach (var (tenant, id, path) in folder.Files())
        {
            cancel.ThrowIfCancellationRequested();
            if (rows.Names(tenant, id))
                continue;
            using var held = DurableFiles.TryLock(path);
            // Asked again: a writer lets go of its file only after its transaction.
            if (held is null || rows.Names(tenant, id))
                continue;
            File.Delete(path);
            removed++;
        }

        return removed;
    }
}
