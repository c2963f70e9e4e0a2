namespace Chancery.Mail.Structure;

/// <summary>The original on its way to the parser: a header section without end must not fill the memory.</summary>
internal sealed class HeaderBudgetStream(Stream original) : Stream
{
    private long? _budget;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => original.Length;

    public override long Position { get => original.Position; set => original.Position = value; }

    /// <summary>From now on at most so many octets may be read.</summary>
    public void Limit(long octets) => _budget = octets;

    public void Unlimit() => _budget = null;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_budget is { } left && left <= 0) throw new StructureLimitException("a header section is over the limit");
        var read = original.Read(buffer);
        _budget -= read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => original.Seek(offset, origin);

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
