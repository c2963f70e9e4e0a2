using Chancery.Engine.Ports;

namespace Chancery.Engine.Workers;

/// <summary>Sees whether a body turned out damaged while somebody read it, whatever the reader made of that.</summary>
internal sealed class DamageWatch
{
    public CorruptBodyException? Damage { get; private set; }

    public async Task<Stream> OpenAsync(Func<Task<Stream>> open)
    {
        try
        {
            return new Watched(await open(), this);
        }
        catch (CorruptBodyException damage)
        {
            Damage = damage;
            throw;
        }
    }

    private sealed class Watched(Stream body, DamageWatch watch) : Stream
    {
        public override bool CanRead => body.CanRead;

        public override bool CanSeek => body.CanSeek;

        public override bool CanWrite => false;

        public override long Length => body.Length;

        public override long Position
        {
            get => body.Position;
            set => body.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            try
            {
                return body.Read(buffer);
            }
            catch (CorruptBodyException damage)
            {
                watch.Damage = damage;
                throw;
            }
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await body.ReadAsync(buffer, cancellationToken);
            }
            catch (CorruptBodyException damage)
            {
                watch.Damage = damage;
                throw;
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override long Seek(long offset, SeekOrigin origin) => body.Seek(offset, origin);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await body.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                body.Dispose();
            base.Dispose(disposing);
        }
    }
}
