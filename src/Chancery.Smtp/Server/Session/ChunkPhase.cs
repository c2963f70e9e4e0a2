using System.Buffers;
using Chancery.Smtp.Data;
using Chancery.Smtp.Server.Wire;

namespace Chancery.Smtp.Server.Session;

/// <summary>Takes the octets of a chunk off the wire, exactly as many as were announced (RFC 3030 section 2).</summary>
internal sealed class ChunkPhase(SmtpWire wire, SessionContext session)
{
    private const int Block = 32 * 1024;

    private readonly DataClock _clock = new(wire, session);

    /// <summary>Decodes and hands on what was read.</summary>
    /// <exception cref="SessionEndException">The client is gone or too slow.</exception>
    public async Task TakeAsync(long size, ChunkDecoder decoder, Intake intake)
    {
        var output = ArrayPool<byte>.Shared.Rent(ChunkDecoder.OutputBound(Block));
        try
        {
            await ReadAsync(size, async segment =>
            {
                for (var at = 0; at < segment.Length; at += Block)
                {
                    var written = decoder.Decode(segment.Span[at..Math.Min(segment.Length, at + Block)], output);
                    await intake.HandOnAsync(output.AsMemory(0, written), decoder.Fault);
                }
            });
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    /// <summary>Reads a chunk that nobody wants, so that what follows it is read as what it is.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    public Task SkipAsync(long size) => ReadAsync(size, _ => ValueTask.CompletedTask);

    private async Task ReadAsync(long size, Func<ReadOnlyMemory<byte>, ValueTask> take)
    {
        try
        {
            for (var left = size; left > 0;)
            {
                _clock.Start(size - left);
                var result = await wire.ReadAsync(mayStop: false);
                wire.StopClock();
                var chunk = result.Buffer.Slice(0, Math.Min(left, result.Buffer.Length));
                foreach (var segment in chunk)
                    await take(segment);
                left -= chunk.Length;
                wire.Advance(chunk.End, chunk.End);
                if (result.IsCompleted && left > 0)
                    throw new SessionEndException(SessionEnd.Lost);
            }
        }
        finally
        {
            wire.StopClock();
        }
    }
}
