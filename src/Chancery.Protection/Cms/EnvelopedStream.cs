using System.Buffers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using static Chancery.Protection.Cms.DerWriting;

namespace Chancery.Protection.Cms;

/// <summary>
/// EnvelopedData (RFC 5652 section 6) or AuthEnvelopedData (RFC 5083) as a stream: clear octets in, BER out, with indefinite
/// lengths, so that nothing grows with the message.
/// </summary>
internal sealed class EnvelopedStream : WriteOnlyStream
{
    private const int Chunk = 16 * 1024;
    private static readonly byte[] EndOfContents = [0, 0];

    private readonly Stream _output;
    private readonly OctetStringStream _content;
    private readonly ContentEncryption _cipher;
    private readonly byte[] _clear = ArrayPool<byte>.Shared.Rent(Chunk);
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(Chunk + ContentEncryption.Slack);
    private int _filled;
    private bool _isDisposed;

    private EnvelopedStream(Stream output, ContentEncryption cipher) => (_output, _content, _cipher) = (output, new OctetStringStream(output), cipher);

    /// <summary>Writes everything before the content.</summary>
    public static async Task<EnvelopedStream> OpenAsync(
        Stream output, IReadOnlyList<X509Certificate2> recipients, ContentCipher cipher, KeyTransport transport, CancellationToken cancel)
    {
        var encryption = ContentEncryption.Start(cipher);
        try
        {
            var (infos, agreement) = RecipientInfos.Encode(recipients, encryption, transport);
            await output.WriteAsync(Head(encryption, infos, agreement), cancel);
            return new EnvelopedStream(output, encryption);
        }
        catch
        {
            encryption.Dispose();
            throw;
        }
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
            await _content.WriteAsync(_sealed.AsMemory(0, _cipher.Update(_clear, Chunk, _sealed)), cancellationToken);
        }
    }

    /// <summary>Pads, writes the rest and the tag, and ends all open lengths.</summary>
    public async Task CompleteAsync(CancellationToken cancel)
    {
        await _content.CompleteAsync(_sealed.AsMemory(0, _cipher.Last(_clear, _filled, _sealed)), cancel);
        await EndAsync(2, cancel);
        if (_cipher.Tag is { } tag)
            await _output.WriteAsync(Encode(der => der.WriteOctetString(tag)), cancel);
        await EndAsync(3, cancel);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _cipher.Dispose();
            CryptographicOperations.ZeroMemory(_clear);
            ArrayPool<byte>.Shared.Return(_clear);
            ArrayPool<byte>.Shared.Return(_sealed);
        }

        base.Dispose(disposing);
    }

    /// <summary>ContentInfo, [0], (Auth)EnvelopedData, (Auth)EncryptedContentInfo and [0] stay open: five levels.</summary>
    private static byte[] Head(ContentEncryption encryption, byte[] recipientInfos, bool agreement)
    {
        var authenticated = encryption.Cipher.IsAuthenticated;
        using var head = new MemoryStream();
        head.Write([0x30, 0x80]);
        head.Write(Encode(der => der.WriteObjectIdentifier(authenticated ? Oids.AuthEnvelopedData : Oids.EnvelopedData)));
        head.Write([0xA0, 0x80, 0x30, 0x80]);
        head.Write(Encode(der => der.WriteInteger(agreement && !authenticated ? 2 : 0)));
        head.Write(recipientInfos);
        head.Write([0x30, 0x80]);
        head.Write(Encode(der => der.WriteObjectIdentifier(Oids.Data)));
        head.Write(Encode(encryption.WriteAlgorithm));
        head.Write([0xA0, 0x80]);
        return head.ToArray();
    }

    private async Task EndAsync(int levels, CancellationToken cancel)
    {
        for (var level = 0; level < levels; level++)
            await _output.WriteAsync(EndOfContents, cancel);
    }
}
