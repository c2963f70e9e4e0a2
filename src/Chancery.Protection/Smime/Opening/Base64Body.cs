using System.Buffers;
using System.Buffers.Text;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime.Opening;

/// <summary>Base64 (RFC 2045 section 6.8) back to octets. Anything that is neither of the alphabet nor white space is refused.</summary>
internal sealed class Base64Body(Stream text) : Stream
{
    private readonly byte[] _text = new byte[96 * 1024];
    private readonly byte[] _clear = new byte[72 * 1024];
    private int _textFilled;
    private int _clearAt;
    private int _clearFilled;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (_clearAt == _clearFilled)
        {
            if (_ended)
                return 0;
            Decode();
        }

        var take = Math.Min(buffer.Length, _clearFilled - _clearAt);
        _clear.AsSpan(_clearAt, take).CopyTo(buffer);
        _clearAt += take;
        return take;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Decode()
    {
        var got = text.ReadAtLeast(_text.AsSpan(_textFilled), _text.Length - _textFilled, throwOnEndOfStream: false);
        _textFilled += got;
        var last = _textFilled < _text.Length;
        var status = Base64.DecodeFromUtf8(_text.AsSpan(0, _textFilled), _clear, out var consumed, out var written, isFinalBlock: last);
        // The end may be nearer than it looks: padding, and only white space behind it.
        if (status == OperationStatus.InvalidData && !last && IsWhite(text))
            (status, last) = (Base64.DecodeFromUtf8(_text.AsSpan(0, _textFilled), _clear, out consumed, out written, isFinalBlock: true), true);
        if (status is OperationStatus.InvalidData or OperationStatus.DestinationTooSmall || (last && status != OperationStatus.Done))
            throw new CmsException("not base64");
        (_clearAt, _clearFilled, _ended) = (0, written, last);
        _text.AsSpan(consumed, _textFilled - consumed).CopyTo(_text);
        _textFilled -= consumed;
        if (!last && consumed == 0)
            throw new CmsException("not base64");
    }

    private static bool IsWhite(Stream rest)
    {
        Span<byte> block = stackalloc byte[1024];
        for (var blocks = 0; blocks < 64; blocks++)
        {
            var got = rest.Read(block);
            if (got == 0)
                return true;
            if (block[..got].ContainsAnyExcept(" \t\r\n"u8))
                return false;
        }

        return false;
    }
}
