namespace Chancery.Smtp.Data;

/// <summary>
/// Makes the octets after DATA out of a message (RFC 5321 section 4.5.2): doubles a dot at the start of a line, adds a missing
/// last CRLF, ends with "." CRLF. A bare CR or LF is never sent on: <see cref="BareLineEndException"/>.
/// </summary>
internal sealed class DataEncoder
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    private bool _lineStart = true;
    private bool _cr;

    /// <summary>Room that <see cref="Encode"/> may need: every octet may be a dot that starts a line.</summary>
    public static int OutputBound(int input) => (2 * input) + 1;

    /// <returns>Octets written.</returns>
    /// <exception cref="BareLineEndException">The message would smuggle.</exception>
    public int Encode(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var written = 0;
        for (var at = 0; at < input.Length;)
            at += _cr ? TakeLf(input[at], output, ref written) : TakeLine(input[at..], output, ref written);
        return written;
    }

    /// <summary>What closes the data: the missing CRLF if there is one, then the end mark.</summary>
    /// <exception cref="BareLineEndException">The message ends with a CR alone.</exception>
    public ReadOnlySpan<byte> End()
    {
        if (_cr)
            throw new BareLineEndException();
        return _lineStart ? ".\r\n"u8 : "\r\n.\r\n"u8;
    }

    private int TakeLine(ReadOnlySpan<byte> input, Span<byte> output, ref int written)
    {
        if (_lineStart && input[0] == (byte)'.')
            output[written++] = (byte)'.';
        _lineStart = false;
        var end = input.IndexOfAny(Cr, Lf);
        if (end >= 0 && input[end] == Lf)
            throw new BareLineEndException();
        _cr = end >= 0;
        var taken = _cr ? end + 1 : input.Length;
        input[..taken].CopyTo(output[written..]);
        written += taken;
        return taken;
    }

    private int TakeLf(byte octet, Span<byte> output, ref int written)
    {
        if (octet != Lf)
            throw new BareLineEndException();
        output[written++] = Lf;
        _cr = false;
        _lineStart = true;
        return 1;
    }
}
