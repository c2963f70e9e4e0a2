using Chancery.Engine.Ports;
using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Workers;

/// <summary>Runs the workers side by side until told to stop; what is in hand is finished first.</summary>
public sealed partial class WorkerPool
{
    private static readonly TimeSpan HouseKeeping = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    private readonly IMailStore _store;
    private readonly StartCheck _check;
    private readonly IReadOnlyList<(IWorker Worker, Crew Crew)> _workers;
    private readonly IReadOnlyList<IChore> _chores;
    private readonly TimeProvider _time;
    private readonly ILogger<WorkerPool> _log;

    internal WorkerPool(
        IMailStore store, StartCheck check, IReadOnlyList<(IWorker Worker, Crew Crew)> workers, IReadOnlyList<IChore> chores, TimeProvider time, ILogger<WorkerPool> log) =>
        (_store, _check, _workers, _chores, _time, _log) = (store, check, workers, chores, time, log);

    /// <param name="stop">Take nothing new; what is in hand is finished.</param>
    /// <param name="abort">Leave what is in hand; it is given back, so that whoever comes next begins it anew.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        await Task.WhenAll(
        [
            Task.Run(() => CheckAsync(abort), CancellationToken.None),
            .. _workers.Select(entry => Task.Run(() => CrewAsync(entry.Worker, entry.Crew, stop, abort), CancellationToken.None)),
            .. _chores.Select(chore => Task.Run(() => ChoreAsync(chore, stop, abort), CancellationToken.None)),
        ]);
        await GiveBackAsync();
    }

    /// <summary>Does all that is due now, one piece after the other; a failure comes out.</summary>
    internal async Task DrainAsync(CancellationToken cancel)
    {
        for (var worked = true; worked;)
        {
            worked = false;
            foreach (var (worker, _) in _workers)
                foreach (var piece in await worker.ClaimAsync(1, cancel))
                {
                    await piece.Do(cancel);
                    worked = true;
                }

            foreach (var chore in _chores)
                worked |= await chore.WorkAsync(cancel);
        }
    }

    private Task CrewAsync(IWorker worker, Crew crew, CancellationToken stop, CancellationToken abort) => crew.RunAsync(
        worker,
        failure =>
        {
            LogFailure(worker.GetType().Name, failure);
            return PauseAsync(stop);
        },
        stop, abort);

    private async Task ChoreAsync(IChore chore, CancellationToken stop, CancellationToken abort)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!await chore.WorkAsync(abort))
                    await Task.Delay(HouseKeeping, _time, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested || abort.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogFailure(chore.GetType().Name, failure);
                await PauseAsync(stop);
            }
        }
    }

    private async Task CheckAsync(CancellationToken abort)
    {
        try
        {
            await _check.RunAsync(abort);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // The next start looks again.
        }
        catch (Exception failure)
        {
            LogFailure(nameof(StartCheck), failure);
        }
    }

    private async Task GiveBackAsync()
    {
        try
        {
            await _store.GiveBackAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The next start does the same.
            LogFailure(nameof(WorkerPool), failure);
        }
    }

    private async Task PauseAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(AfterFailure, _time, stop);
        }
        catch (OperationCanceledException)
        {
            // Told to stop while pausing.
        }
    }

    [LoggerMessage(2101, LogLevel.Error, "{Worker} failed and goes on after a pause")]
    private partial void LogFailure(string worker, Exception failure);
}

/// <summary>How many pieces of a kind of work are done side by side.</summary>
public sealed record WorkerCounts(int Messages, int Deliveries)
{
    /// <summary>Most of its time a message waits for the disk; those that wait together are committed together.</summary>
    private const int MessagesPerProcessor = 48;

    public static WorkerCounts Of(Settings.Limits limits) => new(MessagesPerProcessor * Environment.ProcessorCount, limits.Deliveries);
}
