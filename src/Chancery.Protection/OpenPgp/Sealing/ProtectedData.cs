using System.Security.Cryptography;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;

namespace Chancery.Protection.OpenPgp.Sealing;

/// <summary>
/// Opens encrypted and integrity protected data (RFC 9580 section 5.13) block by block. What was written until an exception is
/// worth nothing: only when it ends well is the integrity of all proven.
/// </summary>
internal sealed class ProtectedData
{
    private const int Chunk = 32 * 1024;
    private const int CheckLength = 2 + Sha1.Length;
    private const int LargestChunkSize = 16;

    private readonly Stream _body;
    private readonly byte[] _salt = [];
    private readonly int _mode;
    private readonly int _size;

    private ProtectedData(Stream body) => _body = body;

    private ProtectedData(Stream body, int cipher, int mode, int size, byte[] salt) => (_body, IsNew, Cipher, _mode, _size, _salt) = (body, true, cipher, mode, size, salt);

    /// <summary>Version 2.</summary>
    public bool IsNew { get; }

    /// <summary>What version 2 says of itself; version 1 has it with the session key.</summary>
    public int Cipher { get; }

    public string ModeName => !IsNew ? "cfb" : _mode switch { Aead.Eax => "eax", Aead.Gcm => "gcm", _ => "ocb" };

    /// <exception cref="PgpException">It is of a kind that is not read.</exception>
    public static ProtectedData Start(PacketBody packet)
    {
        switch (packet.ReadByte())
        {
            case 1:
                return new ProtectedData(packet);
            case 2:
                var head = new byte[3 + ChunkSeal.SaltLength];
                packet.ReadExactly(head);
                if (PgpCiphers.KeyLengthOf(head[0]) is null || Aead.NonceLengthOf(head[1]) is null || head[2] > LargestChunkSize)
                    throw new PgpException("encrypted in a way that is not supported");
                return new ProtectedData(packet, head[0], head[1], head[2], head[3..]);
            default:
                throw new PgpException("encrypted data of a version that is not known");
        }
    }

    /// <exception cref="CryptographicException">Its integrity is not proven.</exception>
    public Task OpenAsync(byte[] key, int cipher, Stream output, long maxBytes, CancellationToken cancel) =>
        IsNew ? OpenChunksAsync(key, output, maxBytes, cancel) : OpenCheckedAsync(key, output, maxBytes, cancel);

    private async Task OpenCheckedAsync(byte[] key, Stream output, long maxBytes, CancellationToken cancel)
    {
        using var cfb = Cfb.Decrypting(key);
        using var hash = Sha1.Start();
        var (input, clear, window) = (new byte[Chunk], new byte[Chunk], new byte[Chunk + CheckLength]);
        var (held, skip, total) = (0, Cfb.Block + 2, 0L);
        int read;
        while ((read = _body.ReadAtLeast(input, Chunk, throwOnEndOfStream: false)) > 0)
        {
            Bound(total += read, maxBytes);
            if (read == Chunk)
                cfb.Update(input, read, clear);
            else
                cfb.Last(input, read, clear);
            clear.AsSpan(0, read).CopyTo(window.AsSpan(held));
            var ready = Math.Max(0, held + read - CheckLength);
            hash.AppendData(window, 0, ready);
            var skipped = Math.Min(skip, ready);
            await output.WriteAsync(window.AsMemory(skipped, ready - skipped), cancel);
            (held, skip) = (held + read - ready, skip - skipped);
            window.AsSpan(ready, held).CopyTo(window);
        }

        hash.AppendData(window, 0, 2);
        if (held != CheckLength || skip > 0 || window[0] != 0xD3 || window[1] != Sha1.Length || !CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), window.AsSpan(2, Sha1.Length)))
            throw new CryptographicException("its integrity is not proven");
    }

    private async Task OpenChunksAsync(byte[] key, Stream output, long maxBytes, CancellationToken cancel)
    {
        using var seal = new ChunkSeal(key, Cipher, _mode, _size, _salt);
        var full = (1 << _size + 6) + Aead.TagLength;
        var (input, clear) = (new byte[full + Aead.TagLength], new byte[full + Aead.TagLength]);
        var (filled, total) = (0, 0L);
        while (true)
        {
            filled += _body.ReadAtLeast(input.AsSpan(filled), input.Length - filled, throwOnEndOfStream: false);
            Bound(total += filled, maxBytes);
            var count = filled == input.Length ? full : filled - Aead.TagLength;
            if (count < 0 || (count > 0 && count <= Aead.TagLength))
                throw new CryptographicException("its integrity is not proven");
            if (count > 0)
                await output.WriteAsync(clear.AsMemory(0, seal.Open(input, count, clear)), cancel);
            var isEnd = filled < input.Length;
            filled -= count;
            input.AsSpan(count, filled).CopyTo(input);
            if (!isEnd)
                continue;
            seal.OpenEnd(input[..Aead.TagLength]);
            return;
        }
    }

    private static void Bound(long total, long maxBytes)
    {
        if (total > maxBytes)
            throw new PgpException("opens to more than may be");
    }
}
