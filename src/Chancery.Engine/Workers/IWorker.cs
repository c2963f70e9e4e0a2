namespace Chancery.Engine.Workers;

/// <summary>A kind of work of which several pieces are done side by side; the store hands a piece to nobody else.</summary>
internal interface IWorker
{
    /// <summary>Takes at most so many pieces that are due; each is done by calling it.</summary>
    Task<IReadOnlyList<Func<CancellationToken, Task>>> ClaimAsync(int max, CancellationToken cancel);
}

/// <summary>Something to be seen to from time to time.</summary>
internal interface IChore
{
    /// <returns>False if there was nothing to do.</returns>
    Task<bool> WorkAsync(CancellationToken cancel);
}
