namespace Chancery.Mail.Copies;

/// <summary>Reads a copy piece by piece; holds nothing of the original in memory.</summary>
internal sealed class ViewStream(MessageView view, Stream original) : Stream
{
    private readonly long[] _starts = StartsOf(view.Segments);
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => view.Length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position >= Length) return 0;
        var (segment, within) = Locate();
        var room = (int)Math.Min(buffer.Length, segment.Length - within);
        var read = segment switch
        {
            ViewSegment.Literal literal => CopyLiteral(literal, within, buffer[..room]),
            ViewSegment.Range range => Require(SeekTo(range, within).Read(buffer[..room])),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        _position += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position >= Length) return 0;
        var (segment, within) = Locate();
        var room = (int)Math.Min(buffer.Length, segment.Length - within);
        var read = segment switch
        {
            ViewSegment.Literal literal => CopyLiteral(literal, within, buffer.Span[..room]),
            ViewSegment.Range range =>
                Require(await SeekTo(range, within).ReadAsync(buffer[..room], cancellationToken).ConfigureAwait(false)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        SeekOrigin.End => Length + offset,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) original.Dispose();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await original.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private (ViewSegment Segment, long Within) Locate()
    {
        var found = Array.BinarySearch(_starts, _position);
        var index = found >= 0 ? found : ~found - 1;
        return (view.Segments[index], _position - _starts[index]);
    }

    private Stream SeekTo(ViewSegment.Range range, long within)
    {
        var target = range.Offset + within;
        if (original.Position != target) original.Position = target;
        return original;
    }

    private static int CopyLiteral(ViewSegment.Literal literal, long within, Span<byte> target)
    {
        literal.Octets.Span.Slice((int)within, target.Length).CopyTo(target);
        return target.Length;
    }

    /// <summary>A short original must not turn into a shortened copy.</summary>
    private static int Require(int read) =>
        read > 0 ? read : throw new EndOfStreamException("the stored original ends before the copy does");

    private static long[] StartsOf(IReadOnlyList<ViewSegment> segments)
    {
        var starts = new long[segments.Count];
        for (var i = 1; i < starts.Length; i++) starts[i] = starts[i - 1] + segments[i - 1].Length;
        return starts;
    }
}
