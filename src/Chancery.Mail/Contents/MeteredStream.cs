namespace Chancery.Mail.Contents;

/// <summary>What is unpacked, counted as it comes. Whatever an unpacker throws over its input is a damaged content.</summary>
/// <param name="meter">Null where it was counted before and is only read again.</param>
internal sealed class MeteredStream(Stream content, ContentBudget budget, Meter? meter) : Stream
{
    /// <summary>Unpackers may need long for a large block.</summary>
    private const int Piece = 64 * 1024;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        using var _ = budget.Working();
        var into = buffer[..Math.Min(buffer.Length, Piece)];
        int read;
        try
        {
            read = content.Read(into);
        }
        catch (Exception failure) when (Damage.Is(failure))
        {
            throw Damage.Of(failure);
        }
        budget.TakeOctets(read);
        meter?.Take(read);
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Close(content);
        base.Dispose(disposing);
    }

    /// <summary>Some unpackers complain of a content that is left before its end.</summary>
    private static void Close(Stream content)
    {
        try
        {
            content.Dispose();
        }
        catch (Exception failure) when (Damage.Is(failure))
        {
            // It was read as far as it was wanted.
        }
    }
}
