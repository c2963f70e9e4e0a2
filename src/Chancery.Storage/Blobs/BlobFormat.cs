using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Chancery.Storage.Secrets;

namespace Chancery.Storage.Blobs;

/// <summary>
/// A sealed body: magic and format version (5), the body's own key sealed under the tenant's key (64), then chunks of 64 KiB
/// clear, each AES-256-GCM with a tag (16). The nonce is the chunk's number, which is safe because a key seals one body only;
/// the number and a mark on the last chunk are authenticated, so that cutting, reordering and mixing are found.
/// </summary>
internal static class BlobFormat
{
    public const int ChunkSize = 64 * 1024;
    public const int SealedChunkSize = ChunkSize + Aead.TagSize;
    public const string What = "body";

    private static readonly byte[] Magic = [.. "CHB"u8, 0, 1];

    public static int HeaderSize { get; } = Magic.Length + TenantKey.Overhead + Aead.KeySize;

    public static byte[] Header(ReadOnlySpan<byte> sealedKey) => [.. Magic, .. sealedKey];

    /// <exception cref="CryptographicException">No header of a sealed body.</exception>
    public static ReadOnlySpan<byte> SealedKeyOf(ReadOnlySpan<byte> header) =>
        header.Length == HeaderSize && header.StartsWith(Magic)
            ? header[Magic.Length..]
            : throw new CryptographicException("not the header of a sealed body");

    /// <summary>An empty body has one empty chunk.</summary>
    public static long ChunksOf(long length) => Math.Max(1, (length + ChunkSize - 1) / ChunkSize);

    public static long SealedLengthOf(long length) => HeaderSize + length + ChunksOf(length) * Aead.TagSize;

    public static void Seal(AesGcm key, string id, long index, bool last, ReadOnlySpan<byte> clear, Span<byte> chunk)
    {
        Span<byte> nonce = stackalloc byte[Aead.NonceSize];
        WriteNonce(nonce, index);
        key.Encrypt(nonce, clear, chunk[..clear.Length], chunk.Slice(clear.Length, Aead.TagSize), Associated(id, index, last));
    }

    /// <exception cref="CryptographicException">The chunk was changed, or is not the one with this number.</exception>
    public static void Open(AesGcm key, string id, long index, bool last, ReadOnlySpan<byte> chunk, Span<byte> clear)
    {
        Span<byte> nonce = stackalloc byte[Aead.NonceSize];
        WriteNonce(nonce, index);
        key.Decrypt(nonce, chunk[..^Aead.TagSize], chunk[^Aead.TagSize..], clear, Associated(id, index, last));
    }

    private static void WriteNonce(Span<byte> nonce, long index)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[(Aead.NonceSize - sizeof(long))..], index);
    }

    private static byte[] Associated(string id, long index, bool last) => Encoding.UTF8.GetBytes($"{id}\0{index}\0{(last ? "last" : "more")}");
}
