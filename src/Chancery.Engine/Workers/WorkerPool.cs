using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Workers;

/// <summary>Runs the workers side by side until told to stop; what is in hand is finished first.</summary>
public sealed partial class WorkerPool
{
    /// <summary>Another process (the command line) may leave work in the store without raising our signal.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HouseKeeping = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<(IWorker Worker, TimeSpan Idle)> _workers;
    private readonly WorkSignal _signal;
    private readonly TimeProvider _time;
    private readonly ILogger<WorkerPool> _log;

    internal WorkerPool(
        MessageWorker messages, DeliveryWorker deliveries, HoldExpiry expiry, Sweeper sweeper, WorkerCounts counts,
        WorkSignal signal, TimeProvider time, ILogger<WorkerPool> log)
    {
        _workers =
        [
            .. Enumerable.Repeat(((IWorker)messages, LookAgain), counts.Messages),
            .. Enumerable.Repeat(((IWorker)deliveries, LookAgain), counts.Deliveries),
            (expiry, HouseKeeping),
            (sweeper, HouseKeeping),
        ];
        (_signal, _time, _log) = (signal, time, log);
    }

    /// <param name="stop">Take nothing new; what is in hand is finished.</param>
    /// <param name="abort">Leave what is in hand; its lease is void at the next start.</param>
    public Task RunAsync(CancellationToken stop, CancellationToken abort) =>
        Task.WhenAll(_workers.Select(entry => Task.Run(() => LoopAsync(entry.Worker, entry.Idle, stop, abort), CancellationToken.None)));

    /// <summary>Does all that is due now, one piece after the other; a failure comes out.</summary>
    internal async Task DrainAsync(CancellationToken cancel)
    {
        for (var worked = true; worked;)
        {
            worked = false;
            foreach (var worker in _workers.Select(entry => entry.Worker).Distinct())
                worked |= await worker.WorkAsync(cancel);
        }
    }

    private async Task LoopAsync(IWorker worker, TimeSpan idle, CancellationToken stop, CancellationToken abort)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var next = _signal.Next;
                if (!await worker.WorkAsync(abort))
                    await _signal.WaitAsync(next, idle, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested || abort.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogFailure(worker.GetType().Name, failure);
                await PauseAsync(stop);
            }
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

/// <summary>How many workers of a kind run side by side.</summary>
public sealed record WorkerCounts(int Messages, int Deliveries)
{
    public static WorkerCounts Default { get; } = new(Math.Max(2, Environment.ProcessorCount), 8);
}
