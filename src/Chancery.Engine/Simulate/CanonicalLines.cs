namespace Chancery.Engine.Simulate;

/// <summary>
/// Files often end their lines by LF alone; over SMTP a line ends by CRLF only (RFC 5321 section 2.3.8). Every LF and every CR
/// that stands alone becomes CRLF, as a mail program would send it.
/// </summary>
internal static class CanonicalLines
{
    public static async Task CopyAsync(Stream source, Func<ReadOnlyMemory<byte>, ValueTask> write, CancellationToken cancel)
    {
        var (input, output) = (new byte[64 * 1024], new byte[128 * 1024 + 2]);
        var lastWasCr = false;
        int read;
        while ((read = await source.ReadAsync(input, cancel)) > 0)
        {
            var length = Convert(input.AsSpan(0, read), output, ref lastWasCr);
            await write(output.AsMemory(0, length));
        }

        if (lastWasCr)
            await write("\n"u8.ToArray());
    }

    /// <summary>A whole mail at once.</summary>
    public static byte[] Of(byte[] octets)
    {
        var (output, lastWasCr) = (new byte[2 * octets.Length + 1], false);
        var length = Convert(octets, output, ref lastWasCr);
        if (lastWasCr)
            output[length++] = (byte)'\n';
        return output[..length];
    }

    /// <param name="lastWasCr">True while a CR is written whose LF is still to come.</param>
    private static int Convert(ReadOnlySpan<byte> input, Span<byte> output, ref bool lastWasCr)
    {
        var at = 0;
        foreach (var octet in input)
        {
            if (lastWasCr && octet != '\n')
                output[at++] = (byte)'\n';
            if (octet == '\n' && !lastWasCr)
                output[at++] = (byte)'\r';
            output[at++] = octet;
            lastWasCr = octet == '\r';
        }

        return at;
    }
}
