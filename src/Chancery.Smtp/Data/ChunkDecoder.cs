using System.Buffers;
using Chancery.Engine.Settings;

namespace Chancery.Smtp.Data;

/// <summary>
/// The octets of a message that comes in chunks (RFC 3030): no dots, no end mark, but the same rules for CR, LF and NUL as
/// after DATA; what comes out is sent on with DATA one day. Lines may go on from one chunk into the next.
/// </summary>
internal sealed class ChunkDecoder(Smuggling smuggling)
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    private static readonly SearchValues<byte> Special = SearchValues.Create("\r\n\0"u8);

    private bool _cr;
    private bool _lineStart = true;

    public DataFault Fault { get; private set; }

    /// <summary>Room that <see cref="Decode"/> may need: every octet may become a CRLF, and one CR may be pending.</summary>
    public static int OutputBound(int input) => (2 * input) + 2;

    /// <returns>Octets written; none once a fault is found.</returns>
    public int Decode(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var written = 0;
        for (var at = 0; at < input.Length;)
            at += _cr ? TakeAfterCr(input[at], output, ref written) : TakeText(input[at..], output, ref written);
        return written;
    }

    /// <summary>What closes the message: a CRLF where the last line has none.</summary>
    public int End(Span<byte> output)
    {
        var written = 0;
        if (_cr)
            TakeAfterCr(0, output, ref written);
        else if (!_lineStart)
            Emit("\r\n"u8, output, ref written);
        return written;
    }

    private int TakeText(ReadOnlySpan<byte> input, Span<byte> output, ref int written)
    {
        var special = input.IndexOfAny(Special);
        var length = special < 0 ? input.Length : special;
        Emit(input[..length], output, ref written);
        _lineStart &= length == 0;
        if (special < 0)
            return length;
        if (input[special] == Cr)
            _cr = true;
        else if (input[special] == Lf)
            BareLineEnd(output, ref written);
        else
            Fail(DataFault.Nul);
        return length + 1;
    }

    /// <summary>Returns 0 where the octet is to be looked at again as text.</summary>
    private int TakeAfterCr(byte octet, Span<byte> output, ref int written)
    {
        _cr = false;
        if (octet != Lf)
        {
            BareLineEnd(output, ref written);
            return 0;
        }

        Emit("\r\n"u8, output, ref written);
        _lineStart = true;
        return 1;
    }

    private void BareLineEnd(Span<byte> output, ref int written)
    {
        _lineStart = true;
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
