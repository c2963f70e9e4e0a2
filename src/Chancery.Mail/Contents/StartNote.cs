namespace Chancery.Mail.Contents;

/// <summary>Remembers the beginning of what is read through it.</summary>
internal sealed class StartNote(Stream content) : Stream
{
    private const int Octets = 64 * 1024;

    private readonly MemoryStream _start = new();

    public byte[] Start => _start.ToArray();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        if (_start.Length < Octets) _start.Write(buffer[..(int)Math.Min(read, Octets - _start.Length)]);
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
