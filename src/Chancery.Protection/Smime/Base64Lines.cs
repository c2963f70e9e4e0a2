using System.Buffers.Text;

namespace Chancery.Protection.Smime;

/// <summary>Base64 in lines of 76 characters that end by CRLF (RFC 2045 section 6.8), as a stream.</summary>
internal sealed class Base64Lines(Stream output) : Stream
{
    private const int LineOctets = 57;
    private const int LinesAtOnce = 256;

    private readonly byte[] _clear = new byte[LineOctets * LinesAtOnce];
    private readonly byte[] _text = new byte[78 * LinesAtOnce];
    private int _filled;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var take = Math.Min(buffer.Length, _clear.Length - _filled);
            buffer[..take].CopyTo(_clear.AsMemory(_filled));
            _filled += take;
            buffer = buffer[take..];
            if (_filled == _clear.Length)
                await WriteLinesAsync(cancellationToken);
        }
    }

    /// <summary>The last line, which may be short.</summary>
    public Task CompleteAsync(CancellationToken cancel) => WriteLinesAsync(cancel);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task WriteLinesAsync(CancellationToken cancel)
    {
        var length = 0;
        for (var at = 0; at < _filled; at += LineOctets)
        {
            Base64.EncodeToUtf8(_clear.AsSpan(at, Math.Min(LineOctets, _filled - at)), _text.AsSpan(length), out _, out var written);
            length += written;
            _text[length++] = (byte)'\r';
            _text[length++] = (byte)'\n';
        }

        _filled = 0;
        await output.WriteAsync(_text.AsMemory(0, length), cancel);
    }
}
