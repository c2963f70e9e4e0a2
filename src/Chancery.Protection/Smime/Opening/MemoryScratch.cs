namespace Chancery.Protection.Smime.Opening;

/// <summary>Keeps opened content in memory: for looking at single mails, where no store is at hand.</summary>
/// <param name="maxBytes">Of one content.</param>
public sealed class MemoryScratch(long maxBytes = 256_000_000) : IScratchSpace
{
    public async Task<IScratch> KeepAsync(Func<Stream, Task> write, CancellationToken cancel)
    {
        var content = new BoundedMemory(maxBytes);
        await write(content);
        return new Kept(content.GetBuffer(), (int)content.Length);
    }

    private sealed class Kept(byte[] content, int length) : IScratch
    {
        public Task<Stream> OpenAsync(CancellationToken cancel) => Task.FromResult<Stream>(new MemoryStream(content, 0, length, writable: false));

        public ValueTask DisposeAsync()
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(content);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class BoundedMemory(long maxBytes) : MemoryStream
    {
        /// <summary>The other ways of writing end here.</summary>
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Length + count > maxBytes)
                throw new Cms.CmsException("opens to more than may be");
            base.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.ToArray(), 0, buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
