namespace Chancery.Protection.OpenPgp.Packets;

/// <summary>What bounds the packets of one message, over all that stand within each other.</summary>
internal sealed class PacketBudget
{
    private const int MostPackets = 10_000;
    private const int Deepest = 16;

    private int _packets;

    public void Count()
    {
        if (++_packets > MostPackets)
            throw new PgpException("more packets than may be");
    }

    public static void Check(int depth)
    {
        if (depth > Deepest)
            throw new PgpException("packets nested too deeply");
    }
}

/// <summary>Reads packets one after the other (RFC 9580 section 4.2), in the new and the old form.</summary>
internal sealed class PacketReader(Stream input, PacketBudget budget)
{
    private PacketBody? _last;

    /// <summary>Null at the end. What was left of the packet before is skipped.</summary>
    /// <exception cref="PgpException">That is no packet.</exception>
    public PacketBody? Next()
    {
        _last?.Skip();
        var first = input.ReadByte();
        if (first < 0)
            return null;
        if ((first & 0x80) == 0)
            throw new PgpException("not a packet");
        budget.Count();
        return _last = (first & 0x40) != 0
            ? PacketBody.New(input, (PacketTag)(first & 0x3F))
            : PacketBody.Old(input, (PacketTag)(first >> 2 & 0x0F), first & 3);
    }
}

/// <summary>The body of one packet as a stream; a body that ends too early is an error, never an end.</summary>
internal sealed class PacketBody : Stream
{
    private const int LeastFirstPart = 512;

    private readonly Stream _input;
    private long _left;
    private bool _isPartial;
    private readonly bool _isOpen;

    private PacketBody(Stream input, PacketTag tag, long left, bool isOpen) => (_input, Tag, _left, _isOpen) = (input, tag, left, isOpen);

    public PacketTag Tag { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static PacketBody New(Stream input, PacketTag tag)
    {
        var body = new PacketBody(input, tag, 0, isOpen: false);
        body.ReadLength();
        if (body._isPartial && (body._left < LeastFirstPart || !IsData(tag)))
            throw new PgpException("a packet in parts that may not be");
        return body;
    }

    /// <param name="kind">Of length: one, two or four octets, or up to the end.</param>
    public static PacketBody Old(Stream input, PacketTag tag, int kind)
    {
        if (kind == 3)
            return IsData(tag) ? new PacketBody(input, tag, 0, isOpen: true) : throw new PgpException("a packet without length");
        var length = 0L;
        for (var i = 0; i < 1 << kind; i++)
            length = (length << 8) + OctetOf(input);
        return new PacketBody(input, tag, length, isOpen: false);
    }

    /// <exception cref="PgpException">It is longer than that.</exception>
    public byte[] ReadAll(int limit)
    {
        if (_left > limit)
            throw new PgpException("a packet is larger than may be");
        using var all = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = Read(buffer, 0, buffer.Length)) > 0)
        {
            if (all.Length + read > limit)
                throw new PgpException("a packet is larger than may be");
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    public void Skip()
    {
        var buffer = new byte[32 * 1024];
        while (Read(buffer, 0, buffer.Length) > 0)
        {
            // Read away.
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_isOpen)
            return _input.Read(buffer);
        while (_left == 0)
        {
            if (!_isPartial)
                return 0;
            ReadLength();
        }

        var read = _input.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        if (read == 0)
            throw new PgpException("a packet ends too early");
        _left -= read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static bool IsData(PacketTag tag) =>
        tag is PacketTag.Literal or PacketTag.Compressed or PacketTag.Encrypted or PacketTag.IntegrityProtected or PacketTag.AeadEncrypted;

    private void ReadLength()
    {
        var first = OctetOf(_input);
        (_left, _isPartial) = first switch
        {
            < 192 => (first, false),
            < 224 => (((first - 192) << 8) + OctetOf(_input) + 192, false),
            < 255 => (1L << (first & 0x1F), true),
            _ => (((long)OctetOf(_input) << 24) + ((long)OctetOf(_input) << 16) + ((long)OctetOf(_input) << 8) + OctetOf(_input), false),
        };
    }

    private static int OctetOf(Stream input)
    {
        var octet = input.ReadByte();
        return octet >= 0 ? octet : throw new PgpException("a packet ends too early");
    }
}
