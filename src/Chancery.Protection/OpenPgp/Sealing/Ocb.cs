using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Chancery.Protection.OpenPgp.Sealing;

/// <summary>AES in OCB mode (RFC 7253), the authenticated encryption that every RFC 9580 program reads.</summary>
internal static class Ocb
{
    public const int Id = 2;
    public const int NonceLength = 15;
    public const int TagLength = 16;

    /// <returns>The octets and their tag.</returns>
    public static int Seal(byte[] key, byte[] nonce, byte[] associated, byte[] clear, int count, byte[] output) => Run(true, key, nonce, associated, clear, count, output);

    /// <exception cref="CryptographicException">It was changed.</exception>
    public static byte[] Open(byte[] key, byte[] nonce, byte[] associated, byte[] input)
    {
        var output = new byte[input.Length + TagLength];
        return output[..Open(key, nonce, associated, input, input.Length, output)];
    }

    /// <exception cref="CryptographicException">It was changed.</exception>
    public static int Open(byte[] key, byte[] nonce, byte[] associated, byte[] input, int count, byte[] output)
    {
        try
        {
            return Run(false, key, nonce, associated, input, count, output);
        }
        catch (InvalidCipherTextException changed)
        {
            throw new CryptographicException("it was changed", changed);
        }
    }

    private static int Run(bool seals, byte[] key, byte[] nonce, byte[] associated, byte[] input, int count, byte[] output)
    {
        var ocb = new OcbBlockCipher(AesUtilities.CreateEngine(), AesUtilities.CreateEngine());
        ocb.Init(seals, new AeadParameters(new KeyParameter(key), TagLength * 8, nonce, associated));
        var length = ocb.ProcessBytes(input, 0, count, output, 0);
        return length + ocb.DoFinal(output, length);
    }
}
