using System.Buffers;

namespace Chancery.Mail.Dkim;

/// <summary>Reads the body of a message through a hash.</summary>
public static class BodyReader
{
    private const int Block = 64 * 1024;

    /// <param name="message">Seekable; its position afterwards is undefined.</param>
    /// <param name="offset">Where the body starts.</param>
    /// <param name="limit">Octets of the canonical body that count (<c>l=</c>); null: all.</param>
    public static async Task<byte[]> HashAsync(Stream message, long offset, Canonical form, long? limit, CancellationToken cancel)
    {
        message.Position = offset;
        using var hash = new BodyHash(form, limit);
        var buffer = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            while (await message.ReadAsync(buffer.AsMemory(0, Block), cancel) is > 0 and var count)
                hash.Add(buffer.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return hash.Finish();
    }
}
