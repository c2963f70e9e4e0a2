using Chancery.Engine.Ports;
using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Workers;

/// <summary>Runs the workers side by side until told to stop; what is in hand is finished first.</summary>
public sealed partial class WorkerPool
{
    /// <summary>Another process (the command line) may leave work in the store without raising our signal.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HouseKeeping = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    private readonly IMailStore _store;
    private readonly StartCheck _check;
    private readonly IReadOnlyList<(IWorker Worker, int Hands)> _workers;
    private readonly IReadOnlyList<IChore> _chores;
    private readonly WorkSignal _signal;
    private readonly TimeProvider _time;
    private readonly ILogger<WorkerPool> _log;

    internal WorkerPool(
        IMailStore store, StartCheck check, MessageWorker messages, DeliveryWorker deliveries, HoldExpiry expiry, Sweeper sweeper, ClockWatch clock, WorkerCounts counts,
        WorkSignal signal, TimeProvider time, ILogger<WorkerPool> log)
    {
        _workers = [(messages, counts.Messages), (deliveries, counts.Deliveries)];
        _chores = [clock, expiry, sweeper];
        (_store, _check, _signal, _time, _log) = (store, check, signal, time, log);
    }

    /// <param name="stop">Take nothing new; what is in hand is finished.</param>
    /// <param name="abort">Leave what is in hand; it is given back, so that whoever comes next begins it anew.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        await Task.WhenAll(
        [
            Task.Run(() => CheckAsync(abort), CancellationToken.None),
            .. _workers.Select(entry => Task.Run(() => CrewAsync(entry.Worker, entry.Hands, stop, abort), CancellationToken.None)),
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
                foreach (var work in await worker.ClaimAsync(1, cancel))
                {
                    await work(cancel);
                    worked = true;
                }

            foreach (var chore in _chores)
                worked |= await chore.WorkAsync(cancel);
        }
    }

    /// <summary>Claims as much as there are hands free, never more: what is claimed is begun at once.</summary>
    private async Task CrewAsync(IWorker worker, int hands, CancellationToken stop, CancellationToken abort)
    {
        var busy = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                busy.RemoveAll(task => task.IsCompleted);
                var next = _signal.Next;
                var claimed = busy.Count < hands ? await worker.ClaimAsync(hands - busy.Count, abort) : [];
                busy.AddRange(claimed.Select(work => Task.Run(() => DoAsync(worker, work, stop, abort), CancellationToken.None)));
                if (busy.Count >= hands)
                    await _signal.WaitAsync(Task.WhenAny(busy), Timeout.InfiniteTimeSpan, stop);
                else if (claimed.Count == 0)
                    await _signal.WaitAsync(Task.WhenAny([next, .. busy]), LookAgain, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested || abort.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                LogFailure(worker.GetType().Name, failure);
                await PauseAsync(stop);
            }
        }

        await Task.WhenAll(busy);
    }

    private async Task DoAsync(IWorker worker, Func<CancellationToken, Task> work, CancellationToken stop, CancellationToken abort)
    {
        try
        {
            await work(abort);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // Given back at the end.
        }
        catch (Exception failure)
        {
            LogFailure(worker.GetType().Name, failure);
            await PauseAsync(stop);
        }
    }

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
    private const int MessagesPerProcessor = 8;

    public static WorkerCounts Of(Settings.Limits limits) => new(MessagesPerProcessor * Environment.ProcessorCount, limits.Deliveries);
}
