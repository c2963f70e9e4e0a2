using System.Security.Cryptography;

namespace Chancery.Protection.OpenPgp.Sealing;

/// <summary>AES in CFB mode (RFC 9580 section 12.9, without its resynchronisation), block by block; the last block may be short.</summary>
internal sealed class Cfb : IDisposable
{
    public const int Block = 16;

    private readonly Aes _aes = Aes.Create();
    private readonly ICryptoTransform _transform;

    private Cfb(byte[] key, byte[] iv, bool encrypts)
    {
        (_aes.Mode, _aes.FeedbackSize, _aes.Padding) = (CipherMode.CFB, Block * 8, PaddingMode.None);
        (_aes.Key, _aes.IV) = (key, iv);
        _transform = encrypts ? _aes.CreateEncryptor() : _aes.CreateDecryptor();
    }

    public static Cfb Encrypting(byte[] key) => new(key, new byte[Block], encrypts: true);

    public static Cfb Decrypting(byte[] key, byte[]? iv = null) => new(key, iv ?? new byte[Block], encrypts: false);

    public static byte[] Decrypt(byte[] key, byte[] iv, byte[] cipher)
    {
        using var cfb = Decrypting(key, iv);
        var output = new byte[cipher.Length];
        cfb.Last(cipher, cipher.Length, output);
        return output;
    }

    /// <param name="count">Whole blocks.</param>
    public void Update(byte[] input, int count, byte[] output)
    {
        if (count > 0)
            _transform.TransformBlock(input, 0, count, output, 0);
    }

    /// <summary>Any number of octets; nothing may follow.</summary>
    public void Last(byte[] input, int count, byte[] output)
    {
        var whole = count / Block * Block;
        Update(input, whole, output);
        if (whole == count)
            return;
        var (rest, last) = (new byte[Block], new byte[Block]);
        input.AsSpan(whole, count - whole).CopyTo(rest);
        _transform.TransformBlock(rest, 0, Block, last, 0);
        last.AsSpan(0, count - whole).CopyTo(output.AsSpan(whole));
    }

    public void Dispose()
    {
        _transform.Dispose();
        _aes.Dispose();
    }
}
