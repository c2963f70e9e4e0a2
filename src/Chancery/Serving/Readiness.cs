using Microsoft.Extensions.Hosting;

namespace Chancery.Host.Serving;

/// <summary>Whether new work is welcome. Turns false before the listeners close, so that a balancer can turn away in time.</summary>
internal sealed class Readiness(TimeProvider time) : IHostedLifecycleService
{
    /// <summary>Longer than a probe needs; shorter than anybody minds.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(1);

    private volatile bool _ready;

    public bool IsReady => _ready;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _ready = true;
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _ready = false;
        await Task.Delay(Notice, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
