using System.Security.Cryptography;
using Chancery.Engine.Ids;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Secrets;

namespace Chancery.Storage.Blobs;

/// <summary>Bodies sealed under a key each: small ones in rows, larger ones in files.</summary>
internal sealed class SealedBlobs(BlobFolder folder, BodyRows rows, TenantKeys keys, IIdSource ids) : IBlobStore
{
    public IBlobWriter Create(TenantId tenant) => new BlobWriter(tenant, ids.NewId(), keys, folder, rows, ids);

    public Task<Stream> OpenAsync(TenantId tenant, BlobRef blob, CancellationToken cancel) =>
        Task.FromResult<Stream>(Open(tenant, blob, rows.Inline(tenant, blob.Id)));

    public Task<Stream> OpenAsync(TenantId tenant, SealedBlob blob, CancellationToken cancel) =>
        Task.FromResult<Stream>(Open(tenant, blob.Blob, blob.Inline));

    private BlobStream Open(TenantId tenant, BlobRef blob, ReadOnlyMemory<byte>? inline)
    {
        ISealedSource? source = null;
        try
        {
            source = inline is { } bytes ? new SealedMemory(bytes) : new SealedFile(folder.FileOf(tenant, blob.Id));
            return new BlobStream(source, blob, KeyOf(tenant, blob, source));
        }
        catch (Exception e) when (e is CryptographicException or FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            source?.Dispose();
            throw new CorruptBodyException(blob.Id, e);
        }
    }

    private AesGcm KeyOf(TenantId tenant, BlobRef blob, ISealedSource source)
    {
        if (source.Length != BlobFormat.SealedLengthOf(blob.Length))
            throw new CryptographicException("the sealed body has another length");
        Span<byte> header = stackalloc byte[BlobFormat.HeaderSize];
        source.Read(0, header);
        var key = keys.Open(tenant, BlobFormat.What, blob.Id, BlobFormat.SealedKeyOf(header));
        try
        {
            return new AesGcm(key, Aead.TagSize);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
