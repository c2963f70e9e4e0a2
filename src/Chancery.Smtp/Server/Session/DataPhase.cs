using System.Buffers;
using Chancery.Smtp.Data;
using Chancery.Smtp.Server.Wire;

namespace Chancery.Smtp.Server.Session;

/// <summary>Takes the octets after DATA off the wire and hands them on in blocks. Whatever goes wrong, they are read to their end first.</summary>
internal sealed class DataPhase(SmtpWire wire, SessionContext session, Intake intake)
{
    /// <summary>Octets decoded at a time.</summary>
    private const int Block = 32 * 1024;

    private readonly DataDecoder _decoder = new(session.Listener.Smuggling);
    private readonly DataClock _clock = new(wire, session);
    private readonly byte[] _output = ArrayPool<byte>.Shared.Rent(DataDecoder.OutputBound(Block));
    private long _taken;

    /// <exception cref="SessionEndException">The client is gone, too slow, or does not stop.</exception>
    public async Task RunAsync()
    {
        try
        {
            await TakeAllAsync();
        }
        finally
        {
            wire.StopClock();
            ArrayPool<byte>.Shared.Return(_output);
        }
    }

    private async Task TakeAllAsync()
    {
        while (!_decoder.Ended)
        {
            _clock.Start(_taken);
            var result = await wire.ReadAsync(mayStop: false);
            wire.StopClock();
            var consumed = await TakeAsync(result.Buffer);
            wire.Advance(consumed, consumed);
            if (result.IsCompleted && !_decoder.Ended)
                throw new SessionEndException(SessionEnd.Lost);
            // A client that is told nothing may send for ever; it had its chance to end.
            if (intake.Refusal is not null && _taken > 2 * session.Options.Limits.Message + CommandReader.MaxSkipped)
                throw new SessionEndException(SessionEnd.Flooded, intake.Refusal);
        }
    }

    private async ValueTask<SequencePosition> TakeAsync(ReadOnlySequence<byte> buffer)
    {
        var taken = 0L;
        foreach (var segment in buffer)
        {
            for (var at = 0; at < segment.Length && !_decoder.Ended; at += Block)
            {
                var count = _decoder.Decode(segment.Span[at..Math.Min(segment.Length, at + Block)], _output, out var written);
                taken += count;
                await intake.HandOnAsync(_output.AsMemory(0, written), _decoder.Fault);
            }
        }

        _taken += taken;
        return buffer.GetPosition(taken);
    }
}
