using Chancery.Engine.Ids;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Storage.Tests.Support;

/// <summary>A store in a folder of its own, which can be closed and opened again.</summary>
public sealed class Embedded : IAsyncDisposable
{
    private readonly TempFolder? _own;
    private readonly string _data;

    private readonly string? _postgres;

    private Embedded(string? data, string? postgres)
    {
        _postgres = postgres;
        _own = data is null ? new TempFolder() : null;
        _data = data ?? _own!["data"];
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    public string Folder => _data;

    public StorageOptions Options => new(Path.Combine(_data, "chancery.db"), Path.Combine(_data, "blobs"), Path.Combine(_data, "secrets"), "node-1") { Postgres = _postgres };

    public EmbeddedStorage Storage { get; private set; } = null!;

    /// <param name="data">An existing folder elsewhere; null for one that is removed afterwards.</param>
    /// <param name="postgres">A connection to PostgreSQL instead of a file.</param>
    public static async Task<Embedded> OpenAsync(string? data = null, string? postgres = null)
    {
        var result = new Embedded(data, postgres);
        result.Storage = await result.OpenAnotherAsync();
        return result;
    }

    public Task<EmbeddedStorage> OpenAnotherAsync(string? node = null) =>
        EmbeddedStorage.OpenAsync(Options with { NodeId = node ?? Options.NodeId }, Time, new IdSource(TimeProvider.System));

    public async Task ReopenAsync()
    {
        await Storage.DisposeAsync();
        Storage = await OpenAnotherAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        _own?.Dispose();
    }
}
