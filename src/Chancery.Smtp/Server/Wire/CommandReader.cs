using System.Buffers;
using System.Text;
using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Wire;

/// <summary>Takes command lines off the wire. Only CRLF ends a line; memory is bounded whatever is sent.</summary>
internal sealed class CommandReader(SmtpWire wire, TimeSpan timeout)
{
    /// <summary>Octets with CRLF; RFC 5321 section 4.5.3.1.4 asks for 512.</summary>
    public const int MaxLine = 2048;

    /// <summary>Octets of a line of a SASL exchange (RFC 4954 section 4), with its CRLF.</summary>
    public const int MaxAuthLine = 12_288;

    /// <summary>Octets of one over-long line that are skipped before the connection is closed.</summary>
    public const int MaxSkipped = 1 << 20;

    private const byte Handshake = 0x16;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private bool _skipping;

    /// <param name="sasl">The line is the client's part of a SASL exchange.</param>
    /// <exception cref="SessionEndException">Time is over, the client is gone, or it sends without end.</exception>
    public async ValueTask<CommandLine> ReadAsync(bool sasl = false)
    {
        wire.StartClock(timeout);
        try
        {
            if (_skipping)
                await SkipLineAsync();
            return await ReadLineAsync(sasl);
        }
        finally
        {
            wire.StopClock();
        }
    }

    private async ValueTask<CommandLine> ReadLineAsync(bool sasl)
    {
        while (!wire.CloseRequested)
        {
            var result = await wire.ReadAsync(mayStop: true);
            var buffer = result.Buffer;
            if (result.IsCanceled)
            {
                wire.Advance(buffer.Start, buffer.Start);
                break;
            }

            var limit = sasl || IsAuth(buffer) ? MaxAuthLine : MaxLine;
            if (Find(buffer, limit) is { } line)
                return line;
            if (buffer.Length >= limit)
            {
                wire.Advance(buffer.Start, buffer.Start);
                await SkipLineAsync();
                return new TooLong();
            }

            wire.Advance(buffer.Start, buffer.End);
            if (result.IsCompleted)
                throw new SessionEndException(SessionEnd.Lost);
        }

        return new Stopping();
    }

    /// <summary>A line if the buffer settles what it is, taken off the wire; null if more input is needed.</summary>
    private CommandLine? Find(ReadOnlySequence<byte> buffer, int limit)
    {
        var head = buffer.Slice(0, Math.Min(buffer.Length, limit));
        Span<byte> copy = head.Length <= MaxLine ? stackalloc byte[MaxLine] : new byte[MaxAuthLine];
        head.CopyTo(copy);
        var octets = copy[..(int)head.Length];
        if (octets is [Handshake, ..])
        {
            wire.Advance(buffer.End, buffer.End);
            return new TlsRecord();
        }

        var special = octets.IndexOfAny("\r\n\0"u8);
        if (special < 0 || (octets[special] == '\r' && special + 1 == octets.Length))
            return null;
        if (octets[special] == '\r' && octets[special + 1] == '\n')
            return Take(buffer, octets[..special]);
        // What follows a bare line end up to the next CRLF belongs to the same bad line: it must never become a command.
        wire.Advance(buffer.GetPosition(special), buffer.GetPosition(special));
        _skipping = true;
        return Malformed.Of(octets[..special]);
    }

    /// <summary>RFC 4954 section 4: a command with an initial response may be as long as a response.</summary>
    private static bool IsAuth(ReadOnlySequence<byte> buffer)
    {
        Span<byte> head = stackalloc byte[5];
        if (buffer.Length < head.Length)
            return false;
        buffer.Slice(0, head.Length).CopyTo(head);
        return Ascii.EqualsIgnoreCase(head, "AUTH "u8);
    }

    private CommandLine Take(ReadOnlySequence<byte> buffer, ReadOnlySpan<byte> octets)
    {
        var end = buffer.GetPosition(octets.Length + 2);
        wire.Advance(end, end);
        try
        {
            var text = StrictUtf8.GetString(octets);
            return text.Any(c => char.IsControl(c) && c != '\t') ? Malformed.Of(octets) : new Command(text, buffer.Length > octets.Length + 2);
        }
        catch (DecoderFallbackException)
        {
            return Malformed.Of(octets);
        }
    }

    private async ValueTask SkipLineAsync()
    {
        var skipped = 0L;
        _skipping = true;
        while (_skipping)
        {
            var result = await wire.ReadAsync(mayStop: false);
            var (consumed, examined) = Skip(result.Buffer);
            skipped += result.Buffer.Slice(0, consumed).Length;
            wire.Advance(consumed, examined);
            if (result.IsCompleted && _skipping)
                throw new SessionEndException(SessionEnd.Lost);
            if (skipped > MaxSkipped)
                throw new SessionEndException(SessionEnd.Flooded, SmtpReply.Permanent(500, "5.6", "Line too long"));
        }
    }

    /// <summary>Finds the end of the line that is skipped; a CR at the very end of the input stays for the next look.</summary>
    private (SequencePosition Consumed, SequencePosition Examined) Skip(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (reader.TryReadTo(out ReadOnlySequence<byte> _, "\r\n"u8))
        {
            _skipping = false;
            return (reader.Position, reader.Position);
        }

        var endsWithCr = buffer.Length > 0 && buffer.Slice(buffer.Length - 1).FirstSpan[0] == '\r';
        return (endsWithCr ? buffer.GetPosition(buffer.Length - 1) : buffer.End, buffer.End);
    }
}
