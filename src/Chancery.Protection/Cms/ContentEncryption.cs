using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Chancery.Protection.Cms;

/// <summary>A content key of its own and the cipher it drives, block by block.</summary>
internal abstract class ContentEncryption(ContentCipher cipher) : IDisposable
{
    public ContentCipher Cipher => cipher;

    public byte[] Key { get; } = RandomNumberGenerator.GetBytes(cipher.KeyBits / 8);

    /// <summary>Octets of <see cref="Update"/> beyond those that went in.</summary>
    public const int Slack = 48;

    /// <summary>Present after <see cref="Last"/>, for authenticated ciphers.</summary>
    public byte[]? Tag { get; protected set; }

    public static ContentEncryption Start(ContentCipher cipher) => cipher.IsAuthenticated ? new GcmEncryption(cipher) : new CbcEncryption(cipher);

    /// <summary>AlgorithmIdentifier with its parameters.</summary>
    public abstract void WriteAlgorithm(AsnWriter der);

    /// <param name="count">A multiple of the block size.</param>
    /// <returns>Octets written; any number may be held back.</returns>
    public abstract int Update(byte[] clear, int count, byte[] output);

    /// <summary>The rest, padded where the cipher pads; no more may follow.</summary>
    /// <returns>Octets written.</returns>
    public abstract int Last(byte[] clear, int count, byte[] output);

    public virtual void Dispose() => CryptographicOperations.ZeroMemory(Key);
}

file sealed class CbcEncryption : ContentEncryption
{
    private readonly Aes _aes = Aes.Create();
    private readonly ICryptoTransform _transform;

    public CbcEncryption(ContentCipher cipher)
        : base(cipher)
    {
        _aes.Key = Key;
        _aes.GenerateIV();
        _transform = _aes.CreateEncryptor();
    }

    public override void WriteAlgorithm(AsnWriter der)
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(Cipher.Oid);
            der.WriteOctetString(_aes.IV);
        }
    }

    public override int Update(byte[] clear, int count, byte[] output) => _transform.TransformBlock(clear, 0, count, output, 0);

    public override int Last(byte[] clear, int count, byte[] output)
    {
        var whole = count & ~15;
        var length = whole == 0 ? 0 : _transform.TransformBlock(clear, 0, whole, output, 0);
        var padded = _transform.TransformFinalBlock(clear, whole, count - whole);
        padded.CopyTo(output, length);
        return length + padded.Length;
    }

    public override void Dispose()
    {
        _transform.Dispose();
        _aes.Dispose();
        base.Dispose();
    }
}

/// <summary>The platform's AES-GCM takes a message as a whole only, which would have to be held in memory.</summary>
file sealed class GcmEncryption : ContentEncryption
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] _nonce = RandomNumberGenerator.GetBytes(NonceLength);
    private readonly GcmBlockCipher _gcm = new(AesUtilities.CreateEngine());

    public GcmEncryption(ContentCipher cipher)
        : base(cipher) => _gcm.Init(true, new AeadParameters(new KeyParameter(Key), TagLength * 8, _nonce));

    /// <summary>GCMParameters (RFC 5084 section 3.2).</summary>
    public override void WriteAlgorithm(AsnWriter der)
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(Cipher.Oid);
            using (der.PushSequence())
            {
                der.WriteOctetString(_nonce);
                der.WriteInteger(TagLength);
            }
        }
    }

    public override int Update(byte[] clear, int count, byte[] output) => _gcm.ProcessBytes(clear, 0, count, output, 0);

    public override int Last(byte[] clear, int count, byte[] output)
    {
        var length = _gcm.ProcessBytes(clear, 0, count, output, 0);
        length += _gcm.DoFinal(output, length);
        Tag = output[(length - TagLength)..length];
        return length - TagLength;
    }
}
