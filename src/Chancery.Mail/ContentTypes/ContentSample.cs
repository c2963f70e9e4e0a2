using System.Buffers.Binary;
using System.Text;

namespace Chancery.Mail.ContentTypes;

/// <summary>What one pass over a content keeps of it: its size, its beginning and its end.</summary>
public sealed class ContentSample
{
    private const int HeadOctets = 64 * 1024, TailOctets = 128 * 1024, Block = 32 * 1024;

    private readonly Func<Stream> _open;

    private ContentSample(Func<Stream> open, long size, byte[] head, byte[] tail)
    {
        _open = open;
        Size = size;
        HeadBytes = head;
        TailBytes = tail;
    }

    /// <summary>Octets, all of them counted.</summary>
    public long Size { get; }

    public ReadOnlySpan<byte> Head => HeadBytes;

    /// <summary>The last octets; overlaps the head where the content is short.</summary>
    public ReadOnlySpan<byte> Tail => TailBytes;

    private byte[] HeadBytes { get; }

    private byte[] TailBytes { get; }

    /// <summary>Octets from the start of the content to the start of the tail.</summary>
    public long TailOffset => Size - TailBytes.Length;

    /// <exception cref="IOException">The content cannot be read.</exception>
    public static ContentSample Take(Func<Stream> open)
    {
        using var content = open();
        var head = new MemoryStream();
        var tail = new byte[2 * TailOctets];
        var kept = 0;
        var size = 0L;
        var block = new byte[Block];
        int read;
        while ((read = content.Read(block)) > 0)
        {
            size += read;
            head.Write(block, 0, (int)Math.Min(read, HeadOctets - head.Length));
            if (kept + read > tail.Length)
            {
                tail.AsSpan(kept - TailOctets, TailOctets).CopyTo(tail);
                kept = TailOctets;
            }
            block.AsSpan(0, read).CopyTo(tail.AsSpan(kept));
            kept += read;
        }
        var end = Math.Min(kept, TailOctets);
        return new ContentSample(open, size, head.ToArray(), tail.AsSpan(kept - end, end).ToArray());
    }

    public static ContentSample Of(byte[] content) => Take(() => new MemoryStream(content, writable: false));

    public bool StartsWith(ReadOnlySpan<byte> magic) => Head.StartsWith(magic);

    public bool Has(int offset, ReadOnlySpan<byte> magic) => Head.Length > offset && Head[offset..].StartsWith(magic);

    /// <summary>A range of the content, shorter where the content ends; from memory if it lies in head or tail, else by a second pass.</summary>
    public byte[] Range(long offset, int count)
    {
        if (offset < 0 || offset >= Size) return [];
        count = (int)Math.Min(count, Size - offset);
        if (offset + count <= HeadBytes.Length) return HeadBytes.AsSpan((int)offset, count).ToArray();
        if (offset >= TailOffset) return TailBytes.AsSpan((int)(offset - TailOffset), count).ToArray();
        return Reread(offset, count);
    }

    /// <summary>The head as text for looking at formats made of text: a byte order mark decides, else UTF-8 or Latin-1.</summary>
    public string HeadText()
    {
        if (StartsWith([0xFF, 0xFE])) return Encoding.Unicode.GetString(Head[2..(Head.Length & ~1)]);
        if (StartsWith([0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(Head[2..(Head.Length & ~1)]);
        return Encoding.Latin1.GetString(StartsWith([0xEF, 0xBB, 0xBF]) ? Head[3..] : Head);
    }

    public uint UInt32(int offset) => Head.Length >= offset + 4 ? BinaryPrimitives.ReadUInt32LittleEndian(Head[offset..]) : 0;

    private byte[] Reread(long offset, int count)
    {
        using var content = _open();
        var block = new byte[Block];
        while (offset > 0)
        {
            var skipped = content.Read(block, 0, (int)Math.Min(block.Length, offset));
            if (skipped == 0) return [];
            offset -= skipped;
        }
        var range = new byte[count];
        return range[..content.ReadAtLeast(range, count, throwOnEndOfStream: false)];
    }
}
