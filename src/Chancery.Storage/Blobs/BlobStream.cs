using System.Buffers;
using System.Security.Cryptography;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Storage.Secrets;

namespace Chancery.Storage.Blobs;

/// <summary>
/// The clear bytes of a sealed body, one chunk in memory. Every chunk is verified before a byte of it is given out; the whole
/// is checked against its SHA-256 when it was read in order to the end. For one reader at a time.
/// </summary>
internal sealed class BlobStream(ISealedSource source, BlobRef blob, AesGcm key) : Stream
{
    private readonly byte[] _clear = ArrayPool<byte>.Shared.Rent((int)Math.Min(blob.Length, BlobFormat.ChunkSize));
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent((int)Math.Min(blob.Length, BlobFormat.ChunkSize) + Aead.TagSize);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;
    private long _loaded = -1;
    private long _hashed;
    private bool _disposed;

    public override bool CanRead => !_disposed;

    public override bool CanSeek => !_disposed;

    public override bool CanWrite => false;

    public override long Length => blob.Length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_position >= blob.Length || buffer.IsEmpty)
        {
            // An empty body has a chunk too.
            if (blob.Length == 0)
                Load(0);
            return 0;
        }

        Load(_position / BlobFormat.ChunkSize);
        var offset = (int)(_position % BlobFormat.ChunkSize);
        var count = Math.Min(buffer.Length, ClearSizeOf(_loaded) - offset);
        _clear.AsSpan(offset, count).CopyTo(buffer);
        Check(buffer[..count]);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            SeekOrigin.End => blob.Length,
        };
        if (position < 0)
            throw new IOException("a seek before the begin of the body");
        return _position = position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_clear.AsSpan(0, (int)Math.Min(blob.Length, BlobFormat.ChunkSize)));
            ArrayPool<byte>.Shared.Return(_clear);
            ArrayPool<byte>.Shared.Return(_sealed);
            _hash.Dispose();
            key.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Load(long index)
    {
        if (index == _loaded)
            return;
        _loaded = -1;
        var size = ClearSizeOf(index);
        var chunk = _sealed.AsSpan(0, size + Aead.TagSize);
        try
        {
            source.Read(BlobFormat.HeaderSize + index * BlobFormat.SealedChunkSize, chunk);
            BlobFormat.Open(key, blob.Id, index, index == BlobFormat.ChunksOf(blob.Length) - 1, chunk, _clear.AsSpan(0, size));
            _loaded = index;
        }
        catch (CryptographicException e)
        {
            throw new CorruptBodyException(blob.Id, e);
        }
    }

    private int ClearSizeOf(long index) => (int)Math.Min(BlobFormat.ChunkSize, blob.Length - index * BlobFormat.ChunkSize);

    private void Check(ReadOnlySpan<byte> read)
    {
        if (_position > _hashed || _position + read.Length <= _hashed)
            return;
        _hash.AppendData(read[(int)(_hashed - _position)..]);
        _hashed = _position + read.Length;
        if (_hashed == blob.Length && Convert.ToHexStringLower(_hash.GetCurrentHash()) != blob.Sha256)
            throw new CorruptBodyException(blob.Id);
    }
}
