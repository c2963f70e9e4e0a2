using Chancery.Engine.Composition;
using Microsoft.Extensions.Hosting;

namespace Chancery.Host.Serving;

/// <summary>Runs the engine's workers with the host: told to stop they finish what is in hand; at the end of the host's patience they leave it to the next start.</summary>
internal sealed class WorkerService(EngineServices engine) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = engine.Workers.RunAsync(_stop.Token, _abort.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await using var patience = cancellationToken.Register(_abort.Cancel);
        await _running;
    }

    public void Dispose()
    {
        _stop.Dispose();
        _abort.Dispose();
    }
}
