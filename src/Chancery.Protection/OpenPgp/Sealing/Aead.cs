using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Chancery.Protection.OpenPgp.Sealing;

/// <summary>AES with authentication (RFC 9580 section 9.6): OCB, which every program of that standard reads, is what we make; EAX and GCM are read.</summary>
internal static class Aead
{
    public const int Eax = 1;
    public const int Ocb = 2;
    public const int Gcm = 3;
    public const int TagLength = 16;

    /// <summary>Null for a mode that is not known.</summary>
    public static int? NonceLengthOf(int mode) => mode switch { Eax => 16, Ocb => 15, Gcm => 12, _ => null };

    /// <returns>Octets written, the tag among them.</returns>
    public static int Seal(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] clear, int count, byte[] output) => Run(mode, true, key, nonce, associated, clear, count, output);

    /// <exception cref="CryptographicException">It was changed.</exception>
    public static byte[] Open(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] input)
    {
        var output = new byte[input.Length + TagLength];
        return output[..Open(mode, key, nonce, associated, input, input.Length, output)];
    }

    /// <exception cref="CryptographicException">It was changed.</exception>
    public static int Open(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] input, int count, byte[] output)
    {
        try
        {
            return Run(mode, false, key, nonce, associated, input, count, output);
        }
        catch (InvalidCipherTextException changed)
        {
            throw new CryptographicException("it was changed", changed);
        }
    }

    private static int Run(int mode, bool seals, byte[] key, byte[] nonce, byte[] associated, byte[] input, int count, byte[] output)
    {
        IAeadBlockCipher cipher = mode switch
        {
            Eax => new EaxBlockCipher(AesUtilities.CreateEngine()),
            Gcm => new GcmBlockCipher(AesUtilities.CreateEngine()),
            _ => new OcbBlockCipher(AesUtilities.CreateEngine(), AesUtilities.CreateEngine()),
        };
        cipher.Init(seals, new AeadParameters(new KeyParameter(key), TagLength * 8, nonce, associated));
        var length = cipher.ProcessBytes(input, 0, count, output, 0);
        return length + cipher.DoFinal(output, length);
    }
}
