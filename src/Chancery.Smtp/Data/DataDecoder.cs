using System.Buffers;
using Chancery.Engine.Settings;

namespace Chancery.Smtp.Data;

/// <summary>
/// The octets after DATA, one state machine (RFC 5321 sections 4.1.1.4 and 4.5.2). There is exactly one end, CRLF "." CRLF,
/// whatever bare CR or LF surround it; the CRLF of the DATA command counts as the first.
/// Output: dot-stuffing removed, line ends CRLF, the end mark's dot and CRLF not included.
/// </summary>
internal sealed class DataDecoder(Smuggling smuggling)
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';
    private const byte Dot = (byte)'.';

    private static readonly SearchValues<byte> Special = SearchValues.Create("\r\n\0"u8);

    private State _state = State.LineStart;

    private enum State { LineStart, InLine, Cr, Dot, DotCr }

    public bool Ended { get; private set; }

    public DataFault Fault { get; private set; }

    /// <summary>Room that <see cref="Decode"/> may need in its output: every octet may become a CRLF, and one CR may be pending.</summary>
    public static int OutputBound(int input) => (2 * input) + 2;

    /// <summary>Decodes until the end of the input or of the data. Once a fault is found nothing more is written.</summary>
    /// <returns>Octets taken from the input; fewer than given only when the data ended.</returns>
    public int Decode(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        var at = 0;
        while (at < input.Length && !Ended)
        {
            if (_state is State.LineStart or State.InLine)
                at += TakeText(input[at..], output, ref written);
            else
                at += TakeMark(input[at], output, ref written);
        }

        return at;
    }

    /// <summary>Takes a run of whole lines that need no change, up to the first octet that needs a look of its own.</summary>
    private int TakeText(ReadOnlySpan<byte> input, Span<byte> output, ref int written)
    {
        var at = 0;
        while (at < input.Length)
        {
            if (_state == State.LineStart && input[at] == Dot)
                break;
            _state = State.InLine;
            var next = input[at..].IndexOfAny(Special);
            if (next < 0)
            {
                at = input.Length;
                break;
            }

            at += next;
            if (input[at] != Cr || at + 1 >= input.Length || input[at + 1] != Lf)
                break;
            at += 2;
            _state = State.LineStart;
        }

        Emit(input[..at], output, ref written);
        return at < input.Length ? at + TakeSpecial(input[at], output, ref written) : at;
    }

    private int TakeSpecial(byte octet, Span<byte> output, ref int written)
    {
        if (octet == Dot)
            _state = State.Dot;
        else if (octet == Cr)
            _state = State.Cr;
        else if (octet == Lf)
            BareLineEnd(output, ref written);
        else
            Fail(DataFault.Nul);
        return 1;
    }

    /// <summary>One step inside CRLF "." CRLF. Returns 0 where the octet is to be looked at again as text.</summary>
    private int TakeMark(byte octet, Span<byte> output, ref int written)
    {
        switch (_state)
        {
            case State.Dot when octet == Cr:
                _state = State.DotCr;
                return 1;
            case State.Dot:
                _state = State.InLine;
                return 0;
            case State.DotCr when octet == Lf:
                Ended = true;
                return 1;
            case State.Cr when octet == Lf:
                Emit("\r\n"u8, output, ref written);
                _state = State.LineStart;
                return 1;
            default:
                BareLineEnd(output, ref written);
                return 0;
        }
    }

    private void BareLineEnd(Span<byte> output, ref int written)
    {
        // Not a line start: a dot after a bare CR or LF is neither stuffed by an honest client nor the end of data.
        _state = State.InLine;
        if (smuggling == Smuggling.Reject)
            Fail(DataFault.BareLineEnd);
        else
            Emit("\r\n"u8, output, ref written);
    }

    private void Fail(DataFault fault)
    {
        if (Fault == DataFault.None)
            Fault = fault;
    }

    private void Emit(ReadOnlySpan<byte> octets, Span<byte> output, ref int written)
    {
        if (Fault != DataFault.None)
            return;
        octets.CopyTo(output[written..]);
        written += octets.Length;
    }
}
