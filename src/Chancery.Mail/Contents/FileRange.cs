using Chancery.Mail.Formats;

namespace Chancery.Mail.Contents;

/// <summary>A part of a file that others read as well; closing it leaves the file open.</summary>
internal sealed class FileRange(FileStream file, long offset, long length) : SeekableStream
{
    public override long Length => length;

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Clamp(length - Position, 0, buffer.Length);
        var read = count == 0 ? 0 : RandomAccess.Read(file.SafeFileHandle, buffer[..count], offset + Position);
        Position += read;
        return read;
    }
}
