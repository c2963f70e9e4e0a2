using System.Buffers.Binary;
using System.Text;

namespace Chancery.Mail.ContentTypes;

/// <summary>A content as far as it was looked at: its beginning first; size, end and middle when they are asked for.</summary>
public sealed class ContentSample
{
    private const int HeadOctets = 64 * 1024, TailOctets = 128 * 1024, Block = 32 * 1024;

    private readonly Func<Stream> _open;
    private byte[]? _head;
    private byte[]? _tail;
    private long? _size;
    private string? _text;

    private ContentSample(Func<Stream> open) => _open = open;

    /// <summary>Octets. A content whose stream does not know its length is read through once.</summary>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public long Size
    {
        get
        {
            if (_size is null) ReadHead();
            if (_size is null) ReadTail();
            return _size!.Value;
        }
    }

    public ReadOnlySpan<byte> Head => HeadBytes;

    /// <summary>The last octets; overlaps the head where the content is short.</summary>
    public ReadOnlySpan<byte> Tail => TailBytes;

    /// <summary>Octets from the start of the content to the start of the tail.</summary>
    public long TailOffset => Size - TailBytes.Length;

    private byte[] HeadBytes => _head ?? ReadHead();

    private byte[] TailBytes => _tail ?? ReadTail();

    /// <param name="open">A stream from the start; asked again where more of the content is needed.</param>
    public static ContentSample Take(Func<Stream> open) => new(open);

    public static ContentSample Of(byte[] content) => Take(() => new MemoryStream(content, writable: false));

    public bool StartsWith(ReadOnlySpan<byte> magic) => Head.StartsWith(magic);

    public bool Has(int offset, ReadOnlySpan<byte> magic) => Head.Length > offset && Head[offset..].StartsWith(magic);

    /// <summary>A range of the content, shorter where the content ends.</summary>
    public byte[] Range(long offset, int count)
    {
        if (offset < 0 || count <= 0) return [];
        if (offset + count <= HeadBytes.Length) return HeadBytes.AsSpan((int)offset, count).ToArray();
        if (offset >= Size) return [];
        count = (int)Math.Min(count, Size - offset);
        if (offset + count <= HeadBytes.Length) return HeadBytes.AsSpan((int)offset, count).ToArray();
        if (offset >= TailOffset) return TailBytes.AsSpan((int)(offset - TailOffset), count).ToArray();
        return Reread(offset, count);
    }

    /// <summary>The head as text for looking at formats made of text: a byte order mark decides, else Latin-1.</summary>
    public string HeadText() => _text ??= DecodeHead();

    public uint UInt32(int offset) => Head.Length >= offset + 4 ? BinaryPrimitives.ReadUInt32LittleEndian(Head[offset..]) : 0;

    /// <summary>A stream over the whole content.</summary>
    internal Stream Open() => _open();

    private string DecodeHead()
    {
        if (StartsWith([0xFF, 0xFE])) return Encoding.Unicode.GetString(Head[2..(Head.Length & ~1)]);
        if (StartsWith([0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(Head[2..(Head.Length & ~1)]);
        return Encoding.Latin1.GetString(StartsWith([0xEF, 0xBB, 0xBF]) ? Head[3..] : Head);
    }

    private byte[] ReadHead()
    {
        if (_head is not null) return _head;
        using var content = _open();
        if (content.CanSeek) _size = content.Length;
        var head = new byte[(int)Math.Min(HeadOctets, _size ?? HeadOctets)];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read < head.Length || (_size is null && content.ReadByte() < 0)) _size = read;
        return _head = head[..read];
    }

    private byte[] ReadTail()
    {
        if (_size is { } known && known <= HeadBytes.Length) return _tail = HeadBytes;
        using var content = _open();
        return _tail = content.CanSeek ? SeekTail(content) : PassToTail(content);
    }

    private byte[] SeekTail(Stream content)
    {
        _size = content.Length;
        content.Position = Math.Max(0, content.Length - TailOctets);
        var tail = new byte[(int)Math.Min(TailOctets, content.Length)];
        return tail[..content.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false)];
    }

    private byte[] PassToTail(Stream content)
    {
        var tail = new byte[2 * TailOctets];
        var (kept, size, block) = (0, 0L, new byte[Block]);
        int read;
        while ((read = content.Read(block)) > 0)
        {
            size += read;
            if (kept + read > tail.Length)
            {
                tail.AsSpan(kept - TailOctets, TailOctets).CopyTo(tail);
                kept = TailOctets;
            }
            block.AsSpan(0, read).CopyTo(tail.AsSpan(kept));
            kept += read;
        }
        _size = size;
        var end = Math.Min(kept, TailOctets);
        return tail.AsSpan(kept - end, end).ToArray();
    }

    private byte[] Reread(long offset, int count)
    {
        using var content = _open();
        if (content.CanSeek) content.Position = offset;
        else Skip(content, offset);
        var range = new byte[count];
        return range[..content.ReadAtLeast(range, count, throwOnEndOfStream: false)];
    }

    private static void Skip(Stream content, long octets)
    {
        var block = new byte[Block];
        while (octets > 0)
        {
            var skipped = content.Read(block, 0, (int)Math.Min(block.Length, octets));
            if (skipped == 0) return;
            octets -= skipped;
        }
    }
}
