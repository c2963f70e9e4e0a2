using System.Security.Cryptography;
using Chancery.Protection.Cms;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;

namespace Chancery.Protection.OpenPgp.Sealing;

/// <summary>Encrypted and integrity protected data (RFC 9580 section 5.13) as a stream: clear packets in, the packet out.</summary>
internal abstract class SealedStream : WriteOnlyStream
{
    /// <summary>The rest and the proof of integrity.</summary>
    public abstract Task CompleteAsync(CancellationToken cancel);
}

/// <summary>Version 1: CFB, with SHA-1 over all as its check.</summary>
internal sealed class CheckedStream : SealedStream
{
    private const int Chunk = 32 * 1024;

    private readonly PartialBody _output;
    private readonly Cfb _cfb;
    private readonly IncrementalHash _hash = Sha1.Start();
    private readonly byte[] _clear = new byte[Chunk];
    private readonly byte[] _sealed = new byte[Chunk];
    private int _filled;

    private CheckedStream(PartialBody output, Cfb cfb) => (_output, _cfb) = (output, cfb);

    public static async Task<CheckedStream> OpenAsync(Stream output, byte[] key, CancellationToken cancel)
    {
        var body = new PartialBody(output, PacketTag.IntegrityProtected);
        await body.WriteAsync(new byte[] { 1 }, cancel);
        var stream = new CheckedStream(body, Cfb.Encrypting(key));
        var prefix = RandomNumberGenerator.GetBytes(Cfb.Block);
        await stream.WriteAsync((byte[])[.. prefix, prefix[^2], prefix[^1]], cancel);
        return stream;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var take = Math.Min(buffer.Length, Chunk - _filled);
            buffer[..take].CopyTo(_clear.AsMemory(_filled));
            _filled += take;
            buffer = buffer[take..];
            if (_filled < Chunk)
                continue;
            _hash.AppendData(_clear);
            _cfb.Update(_clear, Chunk, _sealed);
            _filled = 0;
            await _output.WriteAsync(_sealed, cancellationToken);
        }
    }

    public override async Task CompleteAsync(CancellationToken cancel)
    {
        await WriteAsync(new byte[] { 0xD3, 0x14 }, cancel);
        _hash.AppendData(_clear, 0, _filled);
        // The check itself is not hashed.
        byte[] last = [.. _clear[.._filled], .. _hash.GetHashAndReset()];
        var encrypted = new byte[last.Length];
        _cfb.Last(last, last.Length, encrypted);
        await _output.WriteAsync(encrypted, cancel);
        await _output.CompleteAsync(cancel);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cfb.Dispose();
            _hash.Dispose();
            CryptographicOperations.ZeroMemory(_clear);
        }

        base.Dispose(disposing);
    }
}

/// <summary>Version 2: chunks of 64 KiB, each authenticated, and their number at the end.</summary>
internal sealed class AeadStream : SealedStream
{
    private readonly PartialBody _output;
    private readonly ChunkSeal _seal;
    private readonly byte[] _clear = new byte[ChunkSeal.WrittenLength];
    private readonly byte[] _sealed = new byte[ChunkSeal.WrittenLength + Aead.TagLength];
    private int _filled;

    private AeadStream(PartialBody output, ChunkSeal seal) => (_output, _seal) = (output, seal);

    public static async Task<AeadStream> OpenAsync(Stream output, byte[] key, int cipher, CancellationToken cancel)
    {
        var (body, salt) = (new PartialBody(output, PacketTag.IntegrityProtected), RandomNumberGenerator.GetBytes(ChunkSeal.SaltLength));
        await body.WriteAsync((byte[])[2, (byte)cipher, Aead.Ocb, ChunkSeal.WrittenSize, .. salt], cancel);
        return new AeadStream(body, new ChunkSeal(key, cipher, Aead.Ocb, ChunkSeal.WrittenSize, salt));
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (_filled == _clear.Length)
                await WriteChunkAsync(cancellationToken);
            var take = Math.Min(buffer.Length, _clear.Length - _filled);
            buffer[..take].CopyTo(_clear.AsMemory(_filled));
            _filled += take;
            buffer = buffer[take..];
        }
    }

    public override async Task CompleteAsync(CancellationToken cancel)
    {
        if (_filled > 0)
            await WriteChunkAsync(cancel);
        await _output.WriteAsync(_sealed.AsMemory(0, _seal.SealEnd(_sealed)), cancel);
        await _output.CompleteAsync(cancel);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _seal.Dispose();
            CryptographicOperations.ZeroMemory(_clear);
        }

        base.Dispose(disposing);
    }

    private async Task WriteChunkAsync(CancellationToken cancel)
    {
        var length = _seal.Seal(_clear, _filled, _sealed);
        _filled = 0;
        await _output.WriteAsync(_sealed.AsMemory(0, length), cancel);
    }
}

/// <summary>Keys, nonces and numbers of the chunks (section 5.13.2).</summary>
internal sealed class ChunkSeal : IDisposable
{
    public const int SaltLength = 32;

    /// <summary>Of the chunks that are written: 2 to the power of 10 + 6 octets.</summary>
    public const int WrittenSize = 10;
    public const int WrittenLength = 1 << WrittenSize + 6;

    private readonly int _mode;
    private readonly byte[] _info;
    private readonly byte[] _key;
    private readonly byte[] _prefix;
    private long _index;
    private long _total;

    public ChunkSeal(byte[] sessionKey, int cipher, int aead, int size, byte[] salt)
    {
        _mode = aead;
        _info = [0xC0 | (int)PacketTag.IntegrityProtected, 2, (byte)cipher, (byte)aead, (byte)size];
        var length = PgpCiphers.KeyLengthOf(cipher)!.Value;
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, sessionKey, length + Aead.NonceLengthOf(aead)!.Value - 8, salt, _info);
        (_key, _prefix) = (derived[..length], derived[length..]);
    }

    public int Seal(byte[] clear, int count, byte[] output)
    {
        var length = Aead.Seal(_mode, _key, Nonce, _info, clear, count, output);
        (_index, _total) = (_index + 1, _total + count);
        return length;
    }

    public int SealEnd(byte[] output) => Aead.Seal(_mode, _key, Nonce, [.. _info, .. PacketWriting.Long(_total)], [], 0, output);

    /// <exception cref="CryptographicException">It was changed.</exception>
    public int Open(byte[] input, int count, byte[] output)
    {
        var length = Aead.Open(_mode, _key, Nonce, _info, input, count, output);
        (_index, _total) = (_index + 1, _total + length);
        return length;
    }

    /// <exception cref="CryptographicException">Something is missing at the end.</exception>
    public void OpenEnd(byte[] tag) => Aead.Open(_mode, _key, Nonce, [.. _info, .. PacketWriting.Long(_total)], tag);

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private byte[] Nonce => [.. _prefix, .. PacketWriting.Long(_index)];
}
