using Chancery.Engine.Messages;
using Chancery.Policy;

namespace Chancery.Engine.Ports;

/// <summary>Bodies, sealed at rest: a key per body, wrapped under the tenant's key.</summary>
public interface IBlobStore
{
    IBlobWriter Create(TenantId tenant);

    /// <summary>A seekable stream of the clear bytes. Throws <see cref="CorruptBodyException"/> where the sealed bytes were changed or cut.</summary>
    Task<Stream> OpenAsync(TenantId tenant, BlobRef blob, CancellationToken cancel);

    /// <summary>The same for a finished body that no transaction has named yet.</summary>
    Task<Stream> OpenAsync(TenantId tenant, SealedBlob blob, CancellationToken cancel);
}

/// <summary>A body of a message that is not done.</summary>
public sealed record BodyInFlight(TenantId Tenant, string MessageId, BlobRef Blob);

/// <summary>Writes one body. Disposed without its blob having been committed by the store, nothing stays; so it is disposed after the commit.</summary>
public interface IBlobWriter : IAsyncDisposable
{
    /// <exception cref="StoreFullException">No space is left.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel);

    /// <summary>Ends the body and makes it durable: a large one is fsynced with its folder, a small one goes along with the transaction that names it.</summary>
    Task<SealedBlob> CompleteAsync(CancellationToken cancel);
}

/// <summary>A finished body, to be named by a transaction of the store.</summary>
/// <param name="Inline">Sealed bytes of a small body that the transaction stores in a row; null when they are in a file of their own.</param>
public sealed record SealedBlob(BlobRef Blob, ReadOnlyMemory<byte>? Inline)
{
    /// <summary>The writer that made it, to be disposed after the transaction that names the body, whatever became of it.</summary>
    public IAsyncDisposable? Owner { get; init; }
}

/// <summary>Nothing can be stored: no space, a quota, a failing disk (452 4.3.1).</summary>
public sealed class StoreFullException(string message, Exception? cause = null) : IOException(message, cause);

/// <summary>A stored body is not what was stored.</summary>
public sealed class CorruptBodyException(string blobId, Exception? cause = null)
    : IOException($"the stored body {blobId} is damaged", cause);
