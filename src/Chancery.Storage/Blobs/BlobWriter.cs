using System.Buffers;
using System.Data.Common;
using System.Security.Cryptography;
using Chancery.Engine.Ids;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Files;
using Chancery.Storage.Secrets;

namespace Chancery.Storage.Blobs;

/// <summary>Seals a body as it comes: up to one chunk stays in memory, more goes to a file, with one chunk in memory.</summary>
internal sealed class BlobWriter(TenantId tenant, string id, TenantKeys keys, BlobFolder folder, BodyRows rows, IIdSource ids) : IBlobWriter
{
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(BlobFormat.ChunkSize);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _header = [];
    private AesGcm? _key;
    private FileStream? _file;
    private byte[]? _sealedChunk;
    private int _filled;
    private long _chunks;
    private long _length;
    private bool _ended;
    private bool _disposed;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_ended)
            throw new InvalidOperationException("the body is complete");
        _hash.AppendData(data.Span);
        _length += data.Length;
        while (!data.IsEmpty)
        {
            // A full chunk is written only when more follows: which one is the last must be known.
            if (_filled == BlobFormat.ChunkSize)
                await WriteChunkAsync(last: false, cancel);
            var take = Math.Min(data.Length, BlobFormat.ChunkSize - _filled);
            data[..take].Span.CopyTo(_chunk.AsSpan(_filled));
            _filled += take;
            data = data[take..];
        }
    }

    public async Task<SealedBlob> CompleteAsync(CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_ended)
            throw new InvalidOperationException("the body is complete");
        _ended = true;
        var blob = new BlobRef(id, _length, Convert.ToHexStringLower(_hash.GetHashAndReset()));
        if (_file is null)
            return new SealedBlob(blob, await SealInlineAsync(cancel));
        await WriteChunkAsync(last: true, cancel);
        Guarded(() =>
        {
            _file.Flush(flushToDisk: true);
            File.Move(_file.Name, folder.FileOf(tenant, id));
            DurableFiles.SyncFolderOf(_file.Name);
        });
        return new SealedBlob(blob, null);
    }

    /// <summary>The file stays open until here, so that nobody sweeps it before its transaction.</summary>
    public ValueTask DisposeAsync()
    {
        if (_disposed)
            return ValueTask.CompletedTask;
        _disposed = true;
        if (_file is not null)
            RemoveUnlessCommitted(_file);
        _key?.Dispose();
        _hash.Dispose();
        CryptographicOperations.ZeroMemory(_chunk.AsSpan(0, (int)Math.Min(_length, BlobFormat.ChunkSize)));
        ArrayPool<byte>.Shared.Return(_chunk);
        if (_sealedChunk is not null)
            ArrayPool<byte>.Shared.Return(_sealedChunk);
        return ValueTask.CompletedTask;
    }

    private void RemoveUnlessCommitted(FileStream file)
    {
        try
        {
            if (File.Exists(file.Name))
                File.Delete(file.Name);
            else if (!rows.Names(tenant, id))
                File.Delete(folder.FileOf(tenant, id));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DbException)
        {
            // Better an orphan, which the next start sweeps, than the loss of a body somebody may have named.
        }
        finally
        {
            file.Dispose();
        }
    }

    private async Task<ReadOnlyMemory<byte>> SealInlineAsync(CancellationToken cancel)
    {
        await MakeKeyAsync(cancel);
        var bytes = new byte[_header.Length + _filled + Aead.TagSize];
        _header.CopyTo(bytes, 0);
        BlobFormat.Seal(_key!, id, 0, last: true, _chunk.AsSpan(0, _filled), bytes.AsSpan(_header.Length));
        return bytes;
    }

    private async Task WriteChunkAsync(bool last, CancellationToken cancel)
    {
        if (_file is null)
            await StartFileAsync(cancel);
        var chunk = _sealedChunk.AsMemory(0, _filled + Aead.TagSize);
        BlobFormat.Seal(_key!, id, _chunks++, last, _chunk.AsSpan(0, _filled), chunk.Span);
        Guarded(() => _file!.Write(chunk.Span));
        _filled = 0;
    }

    private async Task StartFileAsync(CancellationToken cancel)
    {
        await MakeKeyAsync(cancel);
        _sealedChunk = ArrayPool<byte>.Shared.Rent(BlobFormat.SealedChunkSize);
        Guarded(() =>
        {
            _file = folder.CreateUnfinished(tenant, id);
            _file.Write(_header);
        });
    }

    private async Task MakeKeyAsync(CancellationToken cancel)
    {
        var tenantKey = await keys.CurrentAsync(tenant, cancel);
        var key = new byte[Aead.KeySize];
        ids.Fill(key);
        _key = new AesGcm(key, Aead.TagSize);
        _header = BlobFormat.Header(tenantKey.Seal(BlobFormat.What, id, key));
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>After a failed write or sync the file is never acknowledged; a second sync could lie about lost pages.</summary>
    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _ended = true;
            throw new StoreFullException($"the body {id} cannot be stored: {e.Message}", e);
        }
    }
}
