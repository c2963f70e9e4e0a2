using System.Text;
using Chancery.Protection.Smime;

namespace Chancery.Protection.OpenPgp.Packets;

/// <summary>Packets as text (RFC 9580 section 6). The checksum is not read: section 6.1 leaves it without meaning.</summary>
internal static class Armor
{
    public const string Message = "PGP MESSAGE";
    public const string Signature = "PGP SIGNATURE";

    private const int LongestLine = 1000;
    private const int MostHeaders = 100;

    /// <param name="checksum">For programs before RFC 9580; what only newer ones read must not have one.</param>
    public static async Task WriteAsync(string label, Func<Stream, Task> packets, Stream output, bool checksum, CancellationToken cancel)
    {
        await output.WriteAsync(Encoding.ASCII.GetBytes($"-----BEGIN {label}-----\r\n\r\n"), cancel);
        await using (var lines = new Base64Lines(output))
        await using (var crc = new Crc24(lines))
        {
            await packets(checksum ? crc : lines);
            await lines.CompleteAsync(cancel);
            if (checksum)
                await output.WriteAsync(Encoding.ASCII.GetBytes($"={Convert.ToBase64String(crc.Value)}\r\n"), cancel);
        }

        await output.WriteAsync(Encoding.ASCII.GetBytes($"-----END {label}-----\r\n"), cancel);
    }

    /// <summary>The packets of a text that is armoured, or of one that is none.</summary>
    /// <param name="text">What stands before the armour must be white space.</param>
    public static Stream Open(Stream text)
    {
        var input = new BufferedStream(text, 64 * 1024);
        var first = SkipWhite(input);
        if (first < 0)
            throw new PgpException("nothing is in it");
        if ((first & 0x80) != 0)
            return new Prefixed((byte)first, input);
        var line = (char)first + ReadLine(input);
        if (!line.StartsWith("-----BEGIN PGP ", StringComparison.Ordinal))
            throw new PgpException("neither packets nor armour");
        for (var headers = 0; ReadLine(input) is { } header; headers++)
        {
            if (header.Length == 0)
                return new ArmorBody(input);
            if (!header.Contains(':', StringComparison.Ordinal) || headers > MostHeaders)
                break;
        }

        throw new PgpException("the armour has no end of its header");
    }

    private static int SkipWhite(Stream input)
    {
        for (var i = 0; i < 64 * 1024; i++)
        {
            var octet = input.ReadByte();
            if (octet is not (' ' or '\t' or '\r' or '\n'))
                return octet;
        }

        return -1;
    }

    /// <summary>Without its end and white space there; null at the end of all.</summary>
    private static string? ReadLine(Stream input)
    {
        var line = new StringBuilder();
        int octet;
        while ((octet = input.ReadByte()) is >= 0 and not '\n')
        {
            if (line.Append((char)octet).Length > LongestLine)
                throw new PgpException("a line of the armour is too long");
        }

        return octet < 0 && line.Length == 0 ? null : line.ToString().TrimEnd();
    }

    private sealed class Prefixed(byte first, Stream rest) : Stream
    {
        private bool _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (_given || buffer.IsEmpty)
                return rest.Read(buffer);
            (buffer[0], _given) = (first, true);
            return 1;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
