using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace Chancery.Protection.Cms;

/// <summary>AES key wrap (RFC 3394).</summary>
internal static class KeyWrap
{
    /// <summary>As strong as the content's cipher (RFC 8551 section 2.3).</summary>
    public static (string Oid, int Bits) For(ContentCipher content) => content.KeyBits <= 128 ? (Oids.Aes128Wrap, 128) : (Oids.Aes256Wrap, 256);

    /// <summary>Bits of the wrapping key; null for an algorithm that is not read.</summary>
    public static int? BitsOf(string oid) => oid switch { Oids.Aes128Wrap => 128, Oids.Aes192Wrap => 192, Oids.Aes256Wrap => 256, _ => null };

    public static byte[] Wrap(byte[] wrapKey, byte[] contentKey)
    {
        var engine = new AesWrapEngine();
        engine.Init(true, new KeyParameter(wrapKey));
        return engine.Wrap(contentKey, 0, contentKey.Length);
    }

    /// <exception cref="CryptographicException">The wrapped key is not what was wrapped.</exception>
    public static byte[] Unwrap(byte[] wrapKey, byte[] wrapped)
    {
        try
        {
            var engine = new AesWrapEngine();
            engine.Init(false, new KeyParameter(wrapKey));
            return engine.Unwrap(wrapped, 0, wrapped.Length);
        }
        catch (InvalidCipherTextException broken)
        {
            throw new CryptographicException("the wrapped key is damaged", broken);
        }
    }
}
