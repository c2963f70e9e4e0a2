using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;

namespace Chancery.Engine.Tests.Support;

/// <summary>A body store that cannot read one body, however often it is asked, or finds it damaged.</summary>
internal sealed class FailingBlobs(IBlobStore store) : IBlobStore
{
    public string? Unreadable { get; set; }

    /// <summary>A body that turns out to be another than was stored.</summary>
    public string? Damaged { get; set; }

    public List<BlobRef> Asked { get; } = [];

    /// <summary>How often a stored body was opened.</summary>
    public int Opened { get; private set; }

    public IBlobWriter Create(TenantId tenant) => store.Create(tenant);

    public Task<Stream> OpenAsync(TenantId tenant, BlobRef blob, CancellationToken cancel)
    {
        Opened++;
        if (blob.Id == Damaged)
            throw new CorruptBodyException(blob.Id);
        if (blob.Id != Unreadable)
            return store.OpenAsync(tenant, blob, cancel);
        Asked.Add(blob);
        throw new IOException("secret of the store");
    }

    public Task<Stream> OpenAsync(TenantId tenant, SealedBlob blob, CancellationToken cancel) => store.OpenAsync(tenant, blob, cancel);
}
