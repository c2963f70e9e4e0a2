using System.Security.Cryptography;
using Chancery.Engine.Ids;

namespace Chancery.Storage.Secrets;

/// <summary>AES-256-GCM with a random nonce: nonce (12), ciphertext, tag (16).</summary>
internal static class Aead
{
    public const int KeySize = 32;
    public const int NonceSize = 12;
    public const int TagSize = 16;
    public const int Overhead = NonceSize + TagSize;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> clear, ReadOnlySpan<byte> associated, IIdSource ids)
    {
        var result = new byte[clear.Length + Overhead];
        var nonce = result.AsSpan(0, NonceSize);
        ids.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, clear, result.AsSpan(NonceSize, clear.Length), result.AsSpan(NonceSize + clear.Length), associated);
        return result;
    }

    /// <exception cref="CryptographicException">Another key, other associated data, or changed bytes.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associated)
    {
        if (box.Length < Overhead)
            throw new CryptographicException("the sealed value is cut short");
        var clear = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box[..NonceSize], box[NonceSize..^TagSize], box[^TagSize..], clear, associated);
        return clear;
    }
}
