using System.Buffers.Text;

namespace Chancery.Mail.Structure;

/// <summary>The decoded content of a base64 body with lines of one length: seekable, its length known, nothing decoded but what is read.</summary>
/// <param name="encoded">From the first line of the body on; disposed with this stream.</param>
internal sealed class Base64Range(Stream encoded, Base64Layout layout) : Stream
{
    private const int Quanta = 8 * 1024;

    private readonly byte[] _decoded = new byte[Quanta * 3];
    private byte[]? _raw;
    private long _start;
    private int _count;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => layout.DecodedSize;

    public override long Position { get => _position; set => _position = Math.Max(0, value); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position >= Length || buffer.IsEmpty) return 0;
        if (_position < _start || _position >= _start + _count) Decode(_position / 3, buffer.Length);
        var at = (int)(_position - _start);
        var take = Math.Min(buffer.Length, _count - at);
        if (take <= 0) throw new EndOfStreamException("the original is shorter than it was");
        _decoded.AsSpan(at, take).CopyTo(buffer);
        _position += take;
        return take;
    }

    private void Decode(long quantum, int wanted)
    {
        var quanta = (int)Math.Min(Math.Min(Quanta, (layout.DecodedSize + 2) / 3 - quantum), Math.Max(wanted / 3 + 2, 512));
        var line = layout.Line == 0 ? int.MaxValue - 3 : layout.Line;
        var first = quantum * 4;
        var column = (int)(first % line);
        var characters = quanta * 4;
        var octets = characters + ((column + characters) / line + 1) * layout.LineEnd;
        _raw ??= new byte[Quanta * 4 * 2];
        if (_raw.Length < octets) _raw = new byte[octets];
        encoded.Position = first / line * (line + layout.LineEnd) + column;
        var raw = _raw.AsSpan(0, encoded.ReadAtLeast(_raw.AsSpan(0, octets), octets, throwOnEndOfStream: false));
        var text = raw[..Compact(raw, line - column, line)];
        text = text[..Math.Min(text.Length, characters)];
        ClearSpareBits(text);
        Base64.DecodeFromUtf8(text, _decoded, out _, out _count);
        _start = quantum * 3;
    }

    /// <summary>Some writers leave bits in the last character that belong to no octet; only strict decoders mind.</summary>
    private static void ClearSpareBits(Span<byte> text)
    {
        var padding = text.Length - text.TrimEnd((byte)'=').Length;
        if (padding is not (1 or 2) || text.Length < 4) return;
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var last = text.Length - padding - 1;
        text[last] = (byte)Alphabet[Alphabet.IndexOf((char)text[last], StringComparison.Ordinal) & (padding == 1 ? 0x3C : 0x30)];
    }

    /// <summary>Takes the line ends out; the first line has <paramref name="first"/> characters.</summary>
    private int Compact(Span<byte> raw, int first, int line)
    {
        if (raw.Length <= first) return raw.Length;
        var (from, to) = (first + layout.LineEnd, first);
        while (from < raw.Length)
        {
            var take = Math.Min(line, raw.Length - from);
            raw.Slice(from, take).CopyTo(raw[to..]);
            to += take;
            from += take + layout.LineEnd;
        }
        return raw[..to].TrimEnd("\r\n"u8).Length;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) encoded.Dispose();
        base.Dispose(disposing);
    }
}
