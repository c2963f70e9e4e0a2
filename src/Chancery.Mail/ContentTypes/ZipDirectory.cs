using System.Buffers.Binary;
using System.Text;

namespace Chancery.Mail.ContentTypes;

/// <summary>Names and flags of a ZIP archive's entries, by its central directory or, where that is damaged, by its local headers.</summary>
internal static class ZipDirectory
{
    /// <summary>Beyond this many nothing is said of further entries.</summary>
    private const int MaxEntries = 10_000;

    private const int MaxDirectoryOctets = 4_000_000;

    private const int EndRecord = 22, CentralHeader = 46, LocalHeader = 30;

    public static bool IsZip(ContentSample sample) =>
        sample.StartsWith("PK\x03\x04"u8) || sample.StartsWith("PK\x05\x06"u8)
        || (sample.StartsWith("PK00PK\x03\x04"u8) || (EndRecordAt(sample.Tail) >= 0 && !sample.StartsWith("MZ"u8)));

    /// <summary>A directory stands at the end, and where it says.</summary>
    public static bool HasEnd(ContentSample sample) => Central(sample).Count > 0;

    public static ZipEntries Entries(ContentSample sample) =>
        Central(sample) is { Count: > 0 } central ? Collect(central) : Collect(Local(sample.Head));

    private static ZipEntries Collect(List<(string Name, ushort Flags)> entries) =>
        new([.. entries.Select(entry => entry.Name)], entries.Any(entry => (entry.Flags & 1) != 0));

    /// <summary>The record whose comment ends with the content; -1 without one.</summary>
    private static int EndRecordAt(ReadOnlySpan<byte> tail)
    {
        var at = tail.LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || at + EndRecord > tail.Length) return -1;
        return at + EndRecord + BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) == tail.Length ? at : -1;
    }

    private static List<(string Name, ushort Flags)> Central(ContentSample sample)
    {
        var end = EndRecordAt(sample.Tail);
        if (end < 0) return [];
        var size = BinaryPrimitives.ReadUInt32LittleEndian(sample.Tail[(end + 12)..]);
        // Counted from the end record, so that an archive behind other octets is read as well.
        var start = sample.TailOffset + end - size;
        return start < 0 || size > MaxDirectoryOctets ? [] : Walk(sample.Range(start, (int)size), "PK\x01\x02"u8, CentralHeader, 28, 8, CentralSkip);
    }

    private static List<(string Name, ushort Flags)> Local(ReadOnlySpan<byte> head) =>
        Walk(head, "PK\x03\x04"u8, LocalHeader, 26, 6, LocalSkip);

    private static List<(string Name, ushort Flags)> Walk(
        ReadOnlySpan<byte> octets, ReadOnlySpan<byte> magic, int header, int nameLengthAt, int flagsAt, Func<ReadOnlySpan<byte>, long> skip)
    {
        List<(string, ushort)> entries = [];
        var at = 0L;
        while (at + header <= octets.Length && entries.Count < MaxEntries)
        {
            var entry = octets[(int)at..];
            if (!entry.StartsWith(magic)) break;
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[nameLengthAt..]);
            if (header + nameLength > entry.Length) break;
            entries.Add((Encoding.UTF8.GetString(entry.Slice(header, nameLength)), BinaryPrimitives.ReadUInt16LittleEndian(entry[flagsAt..])));
            at += header + nameLength + skip(entry);
        }
        return entries;
    }

    /// <summary>Extra field and comment.</summary>
    private static long CentralSkip(ReadOnlySpan<byte> entry) =>
        BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);

    /// <summary>Extra field and data; the size is 0 where it follows the data, then the walk ends.</summary>
    private static long LocalSkip(ReadOnlySpan<byte> entry) =>
        BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]) + (long)BinaryPrimitives.ReadUInt32LittleEndian(entry[18..]);
}
