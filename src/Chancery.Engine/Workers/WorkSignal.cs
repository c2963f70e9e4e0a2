namespace Chancery.Engine.Workers;

/// <summary>Wakes idle workers when there is something to do, or when it is time to look again.</summary>
public sealed class WorkSignal(TimeProvider time)
{
    private volatile TaskCompletionSource _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Raise() =>
        Interlocked.Exchange(ref _raised, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Take it before looking for work, so that what is raised while looking is not missed.</summary>
    public Task Next => _raised.Task;

    /// <summary>Waits for the signal taken before, at most as long as given: another process may have left work in the store.</summary>
    public async Task WaitAsync(Task next, TimeSpan atMost, CancellationToken cancel)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(next, Task.Delay(atMost, time, timeout.Token));
        await timeout.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }
}
