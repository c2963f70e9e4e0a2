using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime;

/// <summary>Base64 in lines of 76 characters that end by CRLF (RFC 2045 section 6.8), as a stream.</summary>
internal sealed class Base64Lines(Stream output) : WriteOnlyStream
{
    private const int LineOctets = 57;
    private const int LinesAtOnce = 256;
    private const int AtOnce = LineOctets * LinesAtOnce;

    private readonly byte[] _clear = ArrayPool<byte>.Shared.Rent(AtOnce);
    private readonly byte[] _text = ArrayPool<byte>.Shared.Rent(78 * LinesAtOnce);
    private int _filled;
    private bool _isDisposed;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (_filled == 0 && buffer.Length >= AtOnce)
            {
                await WriteLinesAsync(buffer[..AtOnce], cancellationToken);
                buffer = buffer[AtOnce..];
                continue;
            }

            var take = Math.Min(buffer.Length, AtOnce - _filled);
            buffer[..take].CopyTo(_clear.AsMemory(_filled));
            _filled += take;
            buffer = buffer[take..];
            if (_filled < AtOnce)
                continue;
            _filled = 0;
            await WriteLinesAsync(_clear.AsMemory(0, AtOnce), cancellationToken);
        }
    }

    /// <summary>The last line, which may be short.</summary>
    public Task CompleteAsync(CancellationToken cancel)
    {
        var last = _clear.AsMemory(0, _filled);
        _filled = 0;
        return WriteLinesAsync(last, cancel);
    }

    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed && disposing)
        {
            // What is signed may be a secret, and others get the arrays.
            CryptographicOperations.ZeroMemory(_clear);
            CryptographicOperations.ZeroMemory(_text);
            ArrayPool<byte>.Shared.Return(_clear);
            ArrayPool<byte>.Shared.Return(_text);
            _isDisposed = true;
        }

        base.Dispose(disposing);
    }

    private async Task WriteLinesAsync(ReadOnlyMemory<byte> clear, CancellationToken cancel)
    {
        var length = 0;
        for (var at = 0; at < clear.Length; at += LineOctets)
        {
            Base64.EncodeToUtf8(clear.Span.Slice(at, Math.Min(LineOctets, clear.Length - at)), _text.AsSpan(length), out _, out var written);
            length += written;
            _text[length++] = (byte)'\r';
            _text[length++] = (byte)'\n';
        }

        await output.WriteAsync(_text.AsMemory(0, length), cancel);
    }
}
