namespace Chancery.Mail.Formats;

/// <summary>A part of a stream that others read as well; closing it leaves the stream open.</summary>
internal sealed class SubRange(Stream whole, long offset, long length) : SeekableStream
{
    /// <summary>Shorter than asked for where the whole ends before.</summary>
    public override long Length { get; } = Math.Max(0, Math.Min(length, whole.Length - offset));

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Clamp(Length - Position, 0, buffer.Length);
        if (count == 0) return 0;
        whole.Position = offset + Position;
        var read = whole.Read(buffer[..count]);
        Position += read;
        return read;
    }
}
