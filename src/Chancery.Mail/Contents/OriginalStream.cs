using Chancery.Mail.Formats;

namespace Chancery.Mail.Contents;

/// <summary>Marks failures of the mail's own store, so that they are not taken for damage of what is packed in it.</summary>
internal sealed class OriginalStream(Stream original) : SeekableStream
{
    public override long Length => original.Length;

    public override long Position { get => original.Position; set => original.Position = value; }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return original.Read(buffer);
        }
        catch (IOException failure)
        {
            throw new OriginalException(failure);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) original.Dispose();
        base.Dispose(disposing);
    }
}
