using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Cms;

/// <summary>
/// EnvelopedData with AES-256-CBC as a stream (RFC 5652 section 6, R17): clear octets in, BER out, with indefinite lengths, so
/// that nothing grows with the message.
/// </summary>
internal sealed class EnvelopedStream : Stream
{
    private const int Chunk = 16 * 1024;
    private static readonly byte[] EndOfContents = [0, 0];

    private readonly Stream _output;
    private readonly ICryptoTransform _cipher;
    private readonly byte[] _clear = new byte[Chunk];
    private readonly byte[] _sealed = new byte[Chunk];
    private int _filled;

    private EnvelopedStream(Stream output, ICryptoTransform cipher) => (_output, _cipher) = (output, cipher);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Writes everything before the content.</summary>
    public static async Task<EnvelopedStream> OpenAsync(Stream output, IReadOnlyList<X509Certificate2> recipients, CancellationToken cancel)
    {
        using var aes = Aes.Create();
        aes.KeySize = 256;
        aes.GenerateKey();
        aes.GenerateIV();
        var (infos, agreement) = RecipientInfos.Encode(recipients, aes.Key);
        await output.WriteAsync(Head(infos, agreement, aes.IV), cancel);
        return new EnvelopedStream(output, aes.CreateEncryptor());
    }

    /// <summary>Pads, writes the rest, and ends all open lengths.</summary>
    public async Task CompleteAsync(CancellationToken cancel)
    {
        await WriteChunkAsync(_cipher.TransformFinalBlock(_clear, 0, _filled), cancel);
        for (var level = 0; level < 5; level++)
            await _output.WriteAsync(EndOfContents, cancel);
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
            _filled = 0;
            var length = _cipher.TransformBlock(_clear, 0, Chunk, _sealed, 0);
            await WriteChunkAsync(_sealed.AsMemory(0, length), cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            CryptographicOperations.ZeroMemory(_clear);
        }

        base.Dispose(disposing);
    }

    /// <summary>ContentInfo, [0], EnvelopedData, EncryptedContentInfo and [0] stay open: five levels.</summary>
    private static byte[] Head(byte[] recipientInfos, bool agreement, byte[] iv)
    {
        using var head = new MemoryStream();
        head.Write([0x30, 0x80]);
        head.Write(Der(der => der.WriteObjectIdentifier(Oids.EnvelopedData)));
        head.Write([0xA0, 0x80, 0x30, 0x80]);
        head.Write(Der(der => der.WriteInteger(agreement ? 2 : 0)));
        head.Write(recipientInfos);
        head.Write([0x30, 0x80]);
        head.Write(Der(der => der.WriteObjectIdentifier(Oids.Data)));
        head.Write(Der(der =>
        {
            using (der.PushSequence())
            {
                der.WriteObjectIdentifier(Oids.Aes256Cbc);
                der.WriteOctetString(iv);
            }
        }));
        head.Write([0xA0, 0x80]);
        return head.ToArray();
    }

    private static byte[] Der(Action<AsnWriter> write)
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        write(der);
        return der.Encode();
    }

    private async Task WriteChunkAsync(ReadOnlyMemory<byte> octets, CancellationToken cancel)
    {
        if (octets.IsEmpty)
            return;
        await _output.WriteAsync(Header(octets.Length), cancel);
        await _output.WriteAsync(octets, cancel);
    }

    /// <summary>OCTET STRING with a definite length.</summary>
    private static byte[] Header(int length) => length switch
    {
        < 0x80 => [0x04, (byte)length],
        < 0x100 => [0x04, 0x81, (byte)length],
        _ => [0x04, 0x82, (byte)(length >> 8), (byte)length],
    };
}
