using Chancery.Protection.Smime.Opening;

namespace Chancery.Protection.Tests.Support;

/// <summary>Keeps opened content in files, and lets somebody look while they are written.</summary>
internal sealed class FileScratch(TempFolder folder, Action look) : IScratchSpace
{
    private int _count;

    public async Task<IScratch> KeepAsync(Func<Stream, Task> write, CancellationToken cancel)
    {
        var path = folder[$"scratch-{_count++}"];
        await using (var output = new WatchedStream(File.Create(path), look))
            await write(output);
        return new Kept(path);
    }

    private sealed class Kept(string path) : IScratch
    {
        public Task<Stream> OpenAsync(CancellationToken cancel) => Task.FromResult<Stream>(File.OpenRead(path));

        public ValueTask DisposeAsync()
        {
            File.Delete(path);
            return ValueTask.CompletedTask;
        }
    }
}
