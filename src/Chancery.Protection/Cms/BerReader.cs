using System.Buffers.Binary;

namespace Chancery.Protection.Cms;

/// <summary>
/// Reads BER (X.690) from a stream, forward only, definite and indefinite lengths. Nesting and the size of what is held in
/// memory are bounded; a length never leads beyond the element around it.
/// </summary>
internal sealed class BerReader(Stream input)
{
    private const int MaxDepth = 64;
    private const long Indefinite = -1;

    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Where the open elements end, from the outermost in; <see cref="Indefinite"/> where only a mark tells.</summary>
    private readonly Stack<long> _ends = new();
    private int _at;
    private int _filled;
    private long _read;

    private long Position => _read - (_filled - _at);

    /// <summary>Whether the open element has something left.</summary>
    public bool HasMore()
    {
        if (!_ends.TryPeek(out var end))
            return Fill(1);
        if (end != Indefinite)
            return Position < end;
        Need(2);
        return _buffer[_at] != 0 || _buffer[_at + 1] != 0;
    }

    public byte PeekTag()
    {
        if (!HasMore())
            throw new CmsException("an element is missing");
        Need(1);
        return _buffer[_at];
    }

    /// <summary>Opens the next element, which must be constructed and have this tag.</summary>
    public void Enter(byte tag)
    {
        var (_, length) = ReadHeader(tag);
        Push(length);
    }

    /// <summary>Ends the open element, of which nothing may be left.</summary>
    public void Leave()
    {
        if (HasMore())
            throw new CmsException("an element holds more than it may");
        var end = _ends.Pop();
        if (end == Indefinite)
            _at += 2;
        else if (Position != end)
            throw new CmsException("a length leads beyond the element around it");
    }

    /// <summary>The next element with its header, as it stands.</summary>
    public byte[] ReadElement(int limit, string what)
    {
        using var copy = new MemoryStream();
        CopyElement(copy, limit, what, 0);
        return copy.ToArray();
    }

    /// <summary>The octets of the next element: a string of octets, in one piece or in many.</summary>
    /// <param name="tag">Of the primitive form: 0x04, or an implicit one such as 0x80.</param>
    public Stream OpenOctets(byte tag) => new OctetReader(this, tag);

    /// <summary>Nothing may follow the outermost element but line ends, which some programs add.</summary>
    public void End()
    {
        while (Fill(1))
        {
            if (_buffer[_at++] is not ((byte)'\r' or (byte)'\n' or 0))
                throw new CmsException("something follows the end of the content");
        }
    }

    /// <returns>The tag as found, and the length.</returns>
    private (byte Tag, long Length) ReadHeader(byte? expected)
    {
        var tag = PeekTag();
        if ((tag & 0x1F) == 0x1F || (expected is { } wanted && tag != wanted))
            throw new CmsException("an element is not of the kind expected");
        _at++;
        var length = ReadLength();
        if (length == Indefinite && (tag & 0x20) == 0)
            throw new CmsException("a length is missing");
        if (length != Indefinite && _ends.TryPeek(out var end) && end != Indefinite && length > end - Position)
            throw new CmsException("a length leads beyond the element around it");
        return (tag, length);
    }

    private long ReadLength()
    {
        Need(1);
        var first = _buffer[_at++];
        if (first < 0x80)
            return first;
        if (first == 0x80)
            return Indefinite;
        var count = first & 0x7F;
        if (count > 8)
            throw new CmsException("a length is too large");
        Need(count);
        Span<byte> octets = stackalloc byte[8];
        octets.Clear();
        _buffer.AsSpan(_at, count).CopyTo(octets[(8 - count)..]);
        _at += count;
        var length = BinaryPrimitives.ReadInt64BigEndian(octets);
        return length is >= 0 and < long.MaxValue / 2 ? length : throw new CmsException("a length is too large");
    }

    private void Push(long length)
    {
        if (_ends.Count >= MaxDepth)
            throw new CmsException("nested too deeply");
        _ends.Push(length == Indefinite ? Indefinite : Position + length);
    }

    private void CopyElement(MemoryStream copy, int limit, string what, int depth)
    {
        if (depth > MaxDepth)
            throw new CmsException("nested too deeply");
        var (tag, length) = ReadHeader(null);
        if (length != Indefinite)
        {
            if (length > limit - copy.Length)
                throw new CmsException($"{what}: over the limit");
            copy.Write(DerWriting.Header(tag, (int)length));
            CopyOctets(copy, (int)length);
            return;
        }

        copy.Write([tag, 0x80]);
        Push(Indefinite);
        while (HasMore())
        {
            if (copy.Length > limit)
                throw new CmsException($"{what}: over the limit");
            CopyElement(copy, limit, what, depth + 1);
        }

        Leave();
        copy.Write([0, 0]);
    }

    private void CopyOctets(MemoryStream copy, int length)
    {
        while (length > 0)
        {
            Need(1);
            var take = Math.Min(length, _filled - _at);
            copy.Write(_buffer, _at, take);
            (_at, length) = (_at + take, length - take);
        }
    }

    private void Need(int count)
    {
        if (!Fill(count))
            throw new CmsException("cut off");
    }

    private bool Fill(int count)
    {
        if (_filled - _at >= count)
            return true;
        Buffer.BlockCopy(_buffer, _at, _buffer, 0, _filled - _at);
        (_filled, _at) = (_filled - _at, 0);
        while (_filled < count)
        {
            var got = input.Read(_buffer, _filled, _buffer.Length - _filled);
            if (got == 0)
                return false;
            _filled += got;
            _read += got;
        }

        return true;
    }

    private sealed class OctetReader : Stream
    {
        private const int MaxNesting = 8;

        private readonly BerReader _reader;
        private int _open;
        private long _left;
        private bool _ended;

        public OctetReader(BerReader reader, byte tag)
        {
            _reader = reader;
            var found = reader.PeekTag();
            if (found != tag && found != (tag | 0x20))
                throw new CmsException("the content is not where it should be");
            Start(found);
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            while (_left == 0)
            {
                if (_ended || !Next())
                    return 0;
            }

            if (buffer.IsEmpty)
                return 0;
            _reader.Need(1);
            var take = (int)Math.Min(Math.Min(_left, buffer.Length), _reader._filled - _reader._at);
            _reader._buffer.AsSpan(_reader._at, take).CopyTo(buffer);
            _reader._at += take;
            _left -= take;
            return take;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private void Start(byte tag)
        {
            var (_, length) = _reader.ReadHeader(tag);
            if ((tag & 0x20) == 0)
            {
                _left = length;
                return;
            }

            if (_open >= MaxNesting)
                throw new CmsException("nested too deeply");
            _reader.Push(length);
            _open++;
        }

        /// <summary>False at the end of the whole string.</summary>
        private bool Next()
        {
            while (_open > 0)
            {
                if (!_reader.HasMore())
                {
                    _reader.Leave();
                    _open--;
                    continue;
                }

                if (_reader.PeekTag() is not (0x04 or 0x24) and var tag)
                    throw new CmsException($"a piece of the content has the tag {tag:x2}");
                Start(_reader.PeekTag());
                if (_left > 0)
                    return true;
            }

            _ended = true;
            return false;
        }
    }
}
