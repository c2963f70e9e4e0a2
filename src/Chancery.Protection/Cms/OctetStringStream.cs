namespace Chancery.Protection.Cms;

/// <summary>
/// Content as a constructed OCTET STRING of indefinite length: chunks of a definite length each (X.690 section 8.7.3), so that the
/// whole length need not be known.
/// </summary>
internal sealed class OctetStringStream(Stream output) : WriteOnlyStream
{
    private const int Chunk = 16 * 1024;

    private byte[]? _buffer;
    private int _filled;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            // What comes in pieces of its own is passed on as it is; small ones are gathered.
            if (_filled == 0 && buffer.Length >= Chunk)
            {
                await WriteChunkAsync(buffer[..Chunk], cancellationToken);
                buffer = buffer[Chunk..];
                continue;
            }

            var take = Math.Min(buffer.Length, Chunk - _filled);
            _buffer ??= new byte[Chunk];
            buffer[..take].CopyTo(_buffer.AsMemory(_filled));
            _filled += take;
            buffer = buffer[take..];
            if (_filled < Chunk)
                continue;
            _filled = 0;
            await WriteChunkAsync(_buffer, cancellationToken);
        }
    }

    /// <summary>The last chunk, which may be short. The end of the string is its writer's.</summary>
    public async Task CompleteAsync(ReadOnlyMemory<byte> last, CancellationToken cancel)
    {
        if (_filled > 0)
        {
            await WriteAsync(last, cancel);
            last = _buffer.AsMemory(0, _filled);
            _filled = 0;
        }

        if (!last.IsEmpty)
            await WriteChunkAsync(last, cancel);
    }

    private async Task WriteChunkAsync(ReadOnlyMemory<byte> octets, CancellationToken cancel)
    {
        await output.WriteAsync(DerWriting.Header(0x04, octets.Length), cancel);
        await output.WriteAsync(octets, cancel);
    }
}
