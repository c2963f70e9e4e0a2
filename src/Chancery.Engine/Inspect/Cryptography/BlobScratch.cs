using Chancery.Engine.Ports;
using Chancery.Engine.Protect;
using Chancery.Policy;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Engine.Inspect.Cryptography;

/// <summary>Opened content lies in the store of bodies, sealed like them, and is never committed: with its writer it is gone.</summary>
internal sealed class BlobScratch(IBlobStore blobs, TenantId tenant) : IScratchSpace
{
    public async Task<IScratch> KeepAsync(Func<Stream, Task> write, CancellationToken cancel)
    {
        var writer = blobs.Create(tenant);
        try
        {
            await using (var sink = new BlobSink(writer))
                await write(sink);
            return new Kept(blobs, tenant, await writer.CompleteAsync(cancel), writer);
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    private sealed class Kept(IBlobStore blobs, TenantId tenant, SealedBlob blob, IBlobWriter writer) : IScratch
    {
        public Task<Stream> OpenAsync(CancellationToken cancel) => blobs.OpenAsync(tenant, blob, cancel);

        public ValueTask DisposeAsync() => writer.DisposeAsync();
    }
}
