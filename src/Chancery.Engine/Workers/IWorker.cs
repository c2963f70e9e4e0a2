namespace Chancery.Engine.Workers;

/// <summary>A kind of work of which several pieces are done side by side; the store hands a piece to nobody else.</summary>
internal interface IWorker
{
    /// <summary>Takes at most so many pieces that are due.</summary>
    Task<IReadOnlyList<Piece>> ClaimAsync(int max, CancellationToken cancel);

    /// <summary>As many pieces as a lane may have in work.</summary>
    int MostIn(string lane);
}

/// <summary>Something to be seen to from time to time.</summary>
internal interface IChore
{
    /// <returns>False if there was nothing to do.</returns>
    Task<bool> WorkAsync(CancellationToken cancel);
}
