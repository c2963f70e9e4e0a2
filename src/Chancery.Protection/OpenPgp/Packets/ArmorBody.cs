using System.Buffers;
using System.Buffers.Text;

namespace Chancery.Protection.OpenPgp.Packets;

/// <summary>The base64 of an armour up to its checksum or its last line. Anything that is neither of the alphabet nor white space is refused.</summary>
internal sealed class ArmorBody(Stream text) : Stream
{
    /// <summary>What a run of the alphabet ends by.</summary>
    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \t\r\n=-"u8);

    private readonly byte[] _raw = new byte[64 * 1024];
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
        while (!_ended && _textFilled < 4096)
            Fill();
        var status = Base64.DecodeFromUtf8(_text.AsSpan(0, _textFilled), _clear, out var consumed, out var written, isFinalBlock: _ended);
        if (status is OperationStatus.InvalidData or OperationStatus.DestinationTooSmall || (_ended && status != OperationStatus.Done))
            throw new PgpException("the armour is not base64");
        (_clearAt, _clearFilled) = (0, written);
        _text.AsSpan(consumed, _textFilled - consumed).CopyTo(_text);
        _textFilled -= consumed;
    }

    /// <summary>Takes the alphabet over, white space aside. The line of the checksum begins by <c>=</c>, the last one by <c>-</c>.</summary>
    private void Fill()
    {
        var read = text.Read(_raw, 0, Math.Min(_raw.Length, _text.Length - _textFilled));
        if (read == 0)
        {
            _ended = true;
            return;
        }

        var raw = _raw.AsSpan(0, read);
        while (!raw.IsEmpty)
        {
            var length = raw.IndexOfAny(Ends);
            var run = length < 0 ? raw : raw[..length];
            run.CopyTo(_text.AsSpan(_textFilled));
            _textFilled += run.Length;
            if (length < 0)
                return;
            var octet = raw[length];
            raw = raw[(length + 1)..];
            if (octet == '-' || (octet == '=' && IsComplete))
            {
                _ended = true;
                return;
            }

            if (octet == '=')
                _text[_textFilled++] = octet;
        }
    }

    /// <summary>What was read so far is whole groups of four, so that another <c>=</c> is no padding.</summary>
    private bool IsComplete => _textFilled % 4 == 0;
}
