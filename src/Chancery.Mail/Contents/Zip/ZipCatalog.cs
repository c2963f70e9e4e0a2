using System.Buffers.Binary;
using System.Text;

namespace Chancery.Mail.Contents.Zip;

/// <summary>
/// The directory of a ZIP archive (APPNOTE 4.3), compared with the headers that stand before the data: where the two differ, or entries share octets, other
/// readers see another archive. Zip64 included.
/// </summary>
internal sealed class ZipCatalog
{
    private const int EndRecord = 22, CentralHeader = 46, LocalHeader = 30, LongestComment = 65_535;
    private const long MaxDirectory = 16_000_000;

    private readonly Stream _file;
    private readonly int _maxEntries;

    private ZipCatalog(Stream file, int maxEntries) => (_file, _maxEntries) = (file, maxEntries);

    public IReadOnlyList<ZipEntry> Entries { get; private set; } = [];

    private readonly HashSet<long> _overlapping = [];

    /// <summary>It has octets in common with another.</summary>
    public bool Overlaps(ZipEntry entry) => _overlapping.Contains(entry.At);

    /// <summary>Why the archive is not what it says; null if it is sound.</summary>
    public string? Fault { get; private set; }

    public static ZipCatalog Read(Stream file, int maxEntries)
    {
        var catalog = new ZipCatalog(file, maxEntries);
        var entries = catalog.Central() ?? catalog.LocalOnly();
        catalog.Entries = [.. entries.Select(catalog.WithData)];
        catalog.CheckRanges();
        return catalog;
    }

    private void Blame(string fault) => Fault ??= fault;

    private byte[] At(long offset, int count)
    {
        if (offset < 0 || offset >= _file.Length) return [];
        _file.Position = offset;
        var octets = new byte[(int)Math.Min(count, _file.Length - offset)];
        return octets[.._file.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false)];
    }

    /// <summary>Null without an end record.</summary>
    private List<ZipEntry>? Central()
    {
        var tailAt = Math.Max(0, _file.Length - EndRecord - LongestComment);
        var tail = At(tailAt, EndRecord + LongestComment);
        var end = LastEnd(tail, tail.Length);
        if (end < 0) end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + EndRecord > tail.Length) return null;
        var record = tail.AsSpan(end);
        if (LastEnd(tail.AsSpan(0, end), tail.Length) >= 0) Blame("it has two directories");
        long count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]), start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        var directoryEnd = tailAt + end;
        if (Zip64(directoryEnd) is { } zip64) (count, size, start, directoryEnd) = zip64;
        if (size < 0 || size > MaxDirectory || size > directoryEnd)
        {
            Blame("its directory is damaged");
            return null;
        }
        // Octets before the archive shift all places alike: a self-extracting archive.
        var shift = directoryEnd - size - start;
        return Directory(At(directoryEnd - size, (int)size), count, shift);
    }

    /// <summary>The last record whose comment ends where the file does; archives stored within have records of their own.</summary>
    private static int LastEnd(ReadOnlySpan<byte> tail, int fileEnd)
    {
        for (var at = tail.LastIndexOf("PK\x05\x06"u8); at >= 0; at = tail[..at].LastIndexOf("PK\x05\x06"u8))
            if (at + EndRecord <= tail.Length && at + EndRecord + UInt16(tail, at + 20) == fileEnd) return at;
        return -1;
    }

    private (long Count, long Size, long Start, long End)? Zip64(long end)
    {
        var locator = At(end - 20, 20);
        if (!locator.AsSpan().StartsWith("PK\x06\x07"u8)) return null;
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8));
        var record = At(at, 56);
        if (record.Length < 56 || !record.AsSpan().StartsWith("PK\x06\x06"u8)) (at, record) = (end - 20 - 56, At(end - 20 - 56, 56));
        if (record.Length < 56 || !record.AsSpan().StartsWith("PK\x06\x06"u8)) return null;
        long Long(int offset) => BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(offset));
        return (Long(32), Long(40), Long(48), at);
    }

    private List<ZipEntry> Directory(byte[] octets, long count, long shift)
    {
        List<ZipEntry> entries = [];
        var at = 0;
        while (at + CentralHeader <= octets.Length && octets.AsSpan(at).StartsWith("PK\x01\x02"u8))
        {
            var header = octets.AsSpan(at);
            int name = UInt16(header, 28), extra = UInt16(header, 30), comment = UInt16(header, 32);
            if (at + CentralHeader + name + extra > octets.Length) break;
            if (entries.Count > _maxEntries) throw new ContentException("the entries of archives are over the limit");
            entries.Add(Entry(header, header.Slice(CentralHeader, name), header.Slice(CentralHeader + name, extra), shift));
            at += CentralHeader + name + extra + comment;
        }
        if (at != octets.Length || (count != entries.Count && count != entries.Count % 65_536)) Blame("its directory is damaged");
        return entries;
    }

    private static ZipEntry Entry(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra, long shift)
    {
        long packed = UInt32(header, 20), size = UInt32(header, 24), at = UInt32(header, 42);
        var wide = Extra(extra, 1);
        Widen(ref size, ref wide);
        Widen(ref packed, ref wide);
        Widen(ref at, ref wide);
        var flags = UInt16(header, 8);
        return new ZipEntry(ZipName.Of(name, extra, flags), name.ToArray(), flags, UInt16(header, 10), UInt32(header, 16), packed, size, at + shift);
    }

    /// <summary>APPNOTE 4.5.3: only what does not fit stands in the extra field, in this order.</summary>
    private static void Widen(ref long value, ref ReadOnlySpan<byte> wide)
    {
        if (value != 0xFFFF_FFFF || wide.Length < 8) return;
        value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[8..];
    }

    internal static ReadOnlySpan<byte> Extra(ReadOnlySpan<byte> extra, int id)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(UInt16(extra, 2), extra.Length - 4);
            if (UInt16(extra, 0) == id) return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }
        return [];
    }

    /// <summary>What a cut off archive still tells.</summary>
    private List<ZipEntry> LocalOnly()
    {
        Blame(Damage.CutOff);
        List<ZipEntry> entries = [];
        var at = 0L;
        while (entries.Count < _maxEntries && At(at, LocalHeader) is { Length: LocalHeader } header && header.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            int name = UInt16(header, 26), extra = UInt16(header, 28);
            var rest = At(at + LocalHeader, name + extra);
            if (rest.Length < name + extra) break;
            long packed = UInt32(header, 18);
            entries.Add(new ZipEntry(
                ZipName.Of(rest.AsSpan(0, name), rest.AsSpan(name), UInt16(header, 6)), rest[..name], UInt16(header, 6), UInt16(header, 8), UInt32(header, 14), packed,
                UInt32(header, 22), at));
            if (packed == 0 && (UInt16(header, 6) & 8) != 0) break;
            at += LocalHeader + name + extra + packed;
        }
        return entries;
    }

    /// <summary>Compares with the local header.</summary>
    private ZipEntry WithData(ZipEntry entry)
    {
        var header = At(entry.At, LocalHeader);
        if (header.Length < LocalHeader || !header.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            Blame("an entry does not lie where the directory says");
            return entry with { DataAt = -1 };
        }
        int name = UInt16(header, 26), extra = UInt16(header, 28);
        if (!At(entry.At + LocalHeader, name).AsSpan().SequenceEqual(entry.RawName)) Blame("an entry has two names");
        if ((UInt16(header, 6) & 1) != (entry.Flags & 1) || UInt16(header, 8) != entry.Method) Blame("an entry is packed otherwise than the directory says");
        var size = UInt32(header, 22);
        // Zero where the sizes follow the data; the greatest number where they stand in the extra field.
        if (size is not (0 or 0xFFFF_FFFF) && size != (uint)entry.Size) Blame("an entry has two sizes");
        return entry with { DataAt = entry.At + LocalHeader + name + extra };
    }

    private void CheckRanges()
    {
        var end = 0L;
        foreach (var entry in Entries.Where(entry => entry.DataAt >= 0).OrderBy(entry => entry.At))
        {
            if (entry.At < end)
            {
                Blame("its entries overlap");
                _overlapping.Add(entry.At);
            }
            if (entry.Packed < 0 || entry.Size < 0 || entry.End > _file.Length) Blame(Damage.CutOff);
            // Beside a data descriptor nothing lies between entries.
            if (end > 0 && entry.At - end >= LocalHeader && HasLocalHeader(end, entry.At)) Blame("it has entries that its directory does not name");
            end = Math.Max(end, entry.End);
        }
    }

    private bool HasLocalHeader(long from, long to)
    {
        const int Furthest = 1024 * 1024;
        return At(from, (int)Math.Min(to - from, Furthest)).AsSpan().IndexOf("PK\x03\x04"u8) >= 0;
    }

    private static ushort UInt16(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt16LittleEndian(octets[at..]);

    private static uint UInt32(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt32LittleEndian(octets[at..]);
}
