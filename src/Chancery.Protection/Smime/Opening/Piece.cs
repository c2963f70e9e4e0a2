using MimeKit.IO;

namespace Chancery.Protection.Smime.Opening;

/// <summary>A MIME entity as it stands: the message itself, a range of another piece, or what was kept.</summary>
public abstract class Piece
{
    /// <summary>Seekable, from the entity's header on. The message's own stream is shared and never closed.</summary>
    public abstract Task<Stream> OpenAsync(CancellationToken cancel);

    internal static Piece Of(Stream message) => new Whole(message);

    internal static Piece Of(IScratch scratch) => new Kept(scratch);

    internal Piece Range(long offset, long length) => new Part(this, offset, length);

    private sealed class Whole(Stream message) : Piece
    {
        public override Task<Stream> OpenAsync(CancellationToken cancel)
        {
            message.Position = 0;
            return Task.FromResult<Stream>(new BoundStream(message, 0, message.Length, leaveOpen: true));
        }
    }

    private sealed class Kept(IScratch scratch) : Piece
    {
        public override Task<Stream> OpenAsync(CancellationToken cancel) => scratch.OpenAsync(cancel);
    }

    private sealed class Part(Piece around, long offset, long length) : Piece
    {
        public override async Task<Stream> OpenAsync(CancellationToken cancel) =>
            new BoundStream(await around.OpenAsync(cancel), offset, offset + length, leaveOpen: false);
    }
}
