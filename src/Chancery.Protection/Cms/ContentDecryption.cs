using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Chancery.Protection.Cms;

/// <summary>The way back: ciphertext in, clear octets out. Nothing that came out may be used before <see cref="Finish"/> agreed.</summary>
internal abstract class ContentDecryption : IDisposable
{
    /// <summary>Octets that may come out beyond those that went in.</summary>
    public const int Slack = 64;

    /// <exception cref="CmsException">The parameters are not those of the cipher (RFC 5084: nonce of 12 octets, tag of 16).</exception>
    /// <param name="authenticated">What else the tag covers (RFC 5083 section 2.2).</param>
    public static ContentDecryption Start(ContentCipher cipher, byte[]? parameters, byte[] key, byte[] authenticated) =>
        cipher.IsAuthenticated ? new GcmDecryption(GcmNonce(parameters), key, authenticated) : new CbcDecryption(CbcVector(parameters), key);

    public abstract int Update(byte[] sealedOctets, int count, byte[] output);

    /// <returns>Octets that came out at last; negative if padding or tag are wrong.</returns>
    public abstract int Finish(byte[]? tag, byte[] output);

    public abstract void Dispose();

    private static byte[] GcmNonce(byte[]? parameters)
    {
        var sequence = new AsnReader(parameters ?? [], AsnEncodingRules.BER).ReadSequence();
        var nonce = sequence.ReadOctetString();
        var tag = 12;
        if (sequence.HasData && !sequence.TryReadInt32(out tag))
            tag = -1;
        return nonce.Length == 12 && tag == 16 ? nonce : throw new CmsException("a nonce or tag of a length that is not accepted");
    }

    private static byte[] CbcVector(byte[]? parameters)
    {
        var vector = new AsnReader(parameters ?? [], AsnEncodingRules.BER).ReadOctetString();
        return vector.Length == 16 ? vector : throw new CmsException("an initial vector of a wrong length");
    }
}

file sealed class CbcDecryption : ContentDecryption
{
    private const int Block = 16;

    private readonly Aes _cipher = Aes.Create();
    private readonly ICryptoTransform _transform;
    private readonly byte[] _input = new byte[64 * 1024 + Block];
    private readonly byte[] _last = new byte[Block];
    private int _filled;
    private bool _any;

    public CbcDecryption(byte[] vector, byte[] key)
    {
        _cipher.Padding = PaddingMode.None;
        _transform = _cipher.CreateDecryptor(key, vector);
    }

    /// <summary>Keeps the last block back, because it may be padding.</summary>
    public override int Update(byte[] sealedOctets, int count, byte[] output)
    {
        Buffer.BlockCopy(sealedOctets, 0, _input, _filled, count);
        var total = _filled + count;
        var whole = total / Block * Block;
        if (whole == 0)
        {
            _filled = total;
            return 0;
        }

        var start = _any ? Block : 0;
        _last.CopyTo(output, 0);
        var clear = _transform.TransformBlock(_input, 0, whole, output, start);
        Buffer.BlockCopy(_input, whole, _input, 0, total - whole);
        _filled = total - whole;
        _any = true;
        Buffer.BlockCopy(output, start + clear - Block, _last, 0, Block);
        return start + clear - Block;
    }

    /// <summary>PKCS #7 padding, looked at without leaving early.</summary>
    public override int Finish(byte[]? tag, byte[] output)
    {
        if (!_any || _filled != 0)
            return -1;
        var (count, wrong) = (_last[^1], 0);
        for (var i = 0; i < Block; i++)
            wrong |= i < count ? _last[Block - 1 - i] ^ count : 0;
        if (wrong != 0 || count == 0 || count > Block)
            return -1;
        Buffer.BlockCopy(_last, 0, output, 0, Block - count);
        return Block - count;
    }

    public override void Dispose()
    {
        _transform.Dispose();
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(_last);
    }
}

file sealed class GcmDecryption : ContentDecryption
{
    private readonly GcmBlockCipher _gcm = new(AesUtilities.CreateEngine());

    public GcmDecryption(byte[] nonce, byte[] key, byte[] authenticated) => _gcm.Init(false, new AeadParameters(new KeyParameter(key), 128, nonce, authenticated));

    public override int Update(byte[] sealedOctets, int count, byte[] output) => _gcm.ProcessBytes(sealedOctets, 0, count, output, 0);

    public override int Finish(byte[]? tag, byte[] output)
    {
        if (tag?.Length != 16)
            return -1;
        try
        {
            var length = _gcm.ProcessBytes(tag, 0, tag.Length, output, 0);
            return length + _gcm.DoFinal(output, length);
        }
        catch (InvalidCipherTextException)
        {
            return -1;
        }
    }

    public override void Dispose() => _gcm.Reset();
}
