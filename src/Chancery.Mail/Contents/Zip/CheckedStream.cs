using Chancery.Mail.Formats;

namespace Chancery.Mail.Contents.Zip;

/// <summary>An unpacked entry that must be as long as the directory says and have its checksum: other readers would see what we do not.</summary>
internal sealed class CheckedStream(Stream content, long size, uint? crc) : SeekableStream
{
    private long _read;
    private uint _crc;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        var read = content.Read(buffer);
        _read += read;
        if (_read > size) throw new ContentException("an entry is longer than the archive says");
        if (crc is not null) _crc = Crc32.Append(_crc, buffer[..read]);
        if (read > 0) return read;
        if (_read < size) throw new ContentException("an entry is shorter than the archive says");
        if (crc is { } expected && _crc != expected) throw new ContentException("the checksum of an entry is wrong");
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }
}
