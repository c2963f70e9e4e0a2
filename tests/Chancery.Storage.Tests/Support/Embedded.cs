using Chancery.Engine.Ids;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Storage.Tests.Support;

/// <summary>The embedded store in a folder of its own, which can be closed and opened again.</summary>
public sealed class Embedded : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private Embedded()
    {
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    public string Folder => _folder.Path;

    public StorageOptions Options => new(_folder["data/chancery.db"], _folder["data/blobs"], _folder["data/secrets"], "node-1");

    public EmbeddedStorage Storage { get; private set; } = null!;

    public static async Task<Embedded> OpenAsync()
    {
        var result = new Embedded();
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
        _folder.Dispose();
    }
}
