using System.Buffers;
using Chancery.Engine.Receive;
using Chancery.Smtp.Data;
using Chancery.Smtp.Server.Wire;

namespace Chancery.Smtp.Server.Session;

/// <summary>Takes one message off the wire and hands it on in blocks. Whatever goes wrong, it is read to its end first, and nothing of it stays.</summary>
internal sealed class DataPhase(SmtpWire wire, SessionContext session, IIncomingMessage message)
{
    /// <summary>Octets decoded at a time.</summary>
    private const int Block = 32 * 1024;

    private static readonly SmtpReply BareLineEnd = SmtpReply.Permanent(550, "5.2", "Message has a bare CR or LF");
    private static readonly SmtpReply Nul = SmtpReply.Permanent(554, "6.0", "Message has a zero octet");
    private static readonly SmtpReply TooLarge = SmtpReply.Permanent(552, "3.4", "Message is over the size limit");
    private static readonly SmtpReply Broken = SmtpReply.Temporary(451, "3.0", "Local error, try again later");

    private readonly DataDecoder _decoder = new(session.Listener.Smuggling);
    private readonly byte[] _output = ArrayPool<byte>.Shared.Rent(DataDecoder.OutputBound(Block));
    private long _taken;
    private long _size;
    private SmtpReply? _refusal;

    /// <summary>What the reception threw that is no refusal; for the log.</summary>
    public Exception? Fault { get; private set; }

    /// <returns>The reply to the end of data.</returns>
    /// <exception cref="SessionEndException">The client is gone, too slow, or does not stop.</exception>
    public async Task<SmtpReply> RunAsync()
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

        return _refusal ?? await CommitAsync();
    }

    private async Task TakeAllAsync()
    {
        while (!_decoder.Ended)
        {
            wire.StartClock(session.Options.DataTimeout);
            var result = await wire.ReadAsync(mayStop: false);
            wire.StopClock();
            var consumed = await TakeAsync(result.Buffer);
            wire.Advance(consumed, consumed);
            if (result.IsCompleted && !_decoder.Ended)
                throw new SessionEndException(SessionEnd.Lost);
            // A client that is told nothing may send for ever; it had its chance to end.
            if (_refusal is not null && _taken > 2 * session.Options.Limits.Message + CommandReader.MaxSkipped)
                throw new SessionEndException(SessionEnd.Flooded, _refusal);
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
                await HandOnAsync(written);
            }
        }

        _taken += taken;
        return buffer.GetPosition(taken);
    }

    private async ValueTask HandOnAsync(int written)
    {
        _size += written;
        _refusal ??= _decoder.Fault switch
        {
            DataFault.BareLineEnd => BareLineEnd,
            DataFault.Nul => Nul,
            _ => _size > session.Options.Limits.Message ? TooLarge : null,
        };
        if (_refusal is not null || written == 0)
            return;
        try
        {
            await message.WriteAsync(_output.AsMemory(0, written), CancellationToken.None);
        }
        catch (Exception error)
        {
            _refusal = Refusal(error);
        }
    }

    private async Task<SmtpReply> CommitAsync()
    {
        try
        {
            // Not cancelled when the client goes: it may have sent all it had and only not wait for the answer.
            return await message.CommitAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            return Refusal(error);
        }
    }

    /// <summary>A wall: no fault behind the port may end in silence or in a 250.</summary>
    private SmtpReply Refusal(Exception error)
    {
        if (error is ReceptionException { Reply: var reply })
            return reply;
        Fault = error;
        return Broken;
    }
}
