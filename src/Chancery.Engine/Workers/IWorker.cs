namespace Chancery.Engine.Workers;

/// <summary>Does one piece of work at a time; the store hands the same piece to nobody else.</summary>
internal interface IWorker
{
    /// <returns>False if there was nothing to do.</returns>
    Task<bool> WorkAsync(CancellationToken cancel);
}
