using System.Buffers.Binary;
using System.Text;

namespace Chancery.Mail.Documents.Ole;

/// <summary>A compound file (MS-CFB) in memory: storages and streams. Every chain of sectors is bounded by the file's length.</summary>
internal sealed class CompoundFile
{
    private const uint EndOfChain = 0xFFFFFFFE, MaxRegular = 0xFFFFFFFA, NoStream = 0xFFFFFFFF;
    private const int MaxDirectory = 20_000;

    private readonly byte[] _octets;
    private readonly int _sector;
    private readonly int _mini;
    private readonly uint _cutoff;
    private readonly uint[] _fat;
    private readonly uint[] _miniFat;
    private readonly byte[] _miniStream;
    private readonly List<Entry> _entries = [];
    private readonly List<(string Path, int Index)> _streams = [];

    /// <exception cref="UnreadableException">It is damaged.</exception>
    public CompoundFile(byte[] octets)
    {
        if (!Is(octets) || octets.Length < 512) throw UnreadableException.Broken();
        _octets = octets;
        _sector = 1 << Math.Clamp((int)UInt16(30), 7, 12);
        _mini = 1 << Math.Clamp((int)UInt16(32), 4, 10);
        _cutoff = UInt32(56);
        _fat = Fat();
        ReadDirectory(Chain(UInt32(48), long.MaxValue));
        _miniFat = Numbers(Chain(UInt32(60), long.MaxValue));
        _miniStream = _entries.Count == 0 ? [] : Chain(_entries[0].Start, _entries[0].Size);
        Walk(_entries.Count == 0 ? NoStream : _entries[0].Child, "", 0, []);
    }

    public static bool Is(ReadOnlySpan<byte> octets) => octets.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    /// <summary>Paths of all streams, <c>Storage/Stream</c>.</summary>
    public IEnumerable<string> Paths => _streams.Select(stream => stream.Path);

    /// <summary>Null if there is none; names are compared without case.</summary>
    public byte[]? Read(string path)
    {
        foreach (var (name, index) in _streams)
            if (name.Equals(path, StringComparison.OrdinalIgnoreCase)) return Content(_entries[index]);
        return null;
    }

    public bool Has(string path) => _streams.Any(stream => stream.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

    private byte[] Content(Entry entry) => entry.Size < _cutoff ? MiniChain(entry.Start, entry.Size) : Chain(entry.Start, entry.Size);

    private uint[] Fat()
    {
        List<byte> sectors = [];
        for (var i = 0; i < 109; i++) Append(sectors, UInt32(76 + 4 * i));
        var next = UInt32(68);
        for (var i = 0; next < MaxRegular && i <= _octets.Length / _sector; i++)
        {
            var list = Sector(next);
            for (var at = 0; at + 8 <= list.Length; at += 4) Append(sectors, BinaryPrimitives.ReadUInt32LittleEndian(list[at..]));
            next = list.Length < 4 ? EndOfChain : BinaryPrimitives.ReadUInt32LittleEndian(list[^4..]);
        }
        return Numbers([.. sectors]);

        void Append(List<byte> into, uint sector)
        {
            if (sector < MaxRegular && into.Count <= _octets.Length) into.AddRange(Sector(sector));
        }
    }

    private byte[] Chain(uint start, long size)
    {
        using var content = new MemoryStream();
        var left = _octets.Length / _sector + 1;
        for (var at = start; at < MaxRegular && content.Length < size && left-- > 0; at = at < _fat.Length ? _fat[at] : EndOfChain)
        {
            var sector = Sector(at);
            if (sector.IsEmpty) break;
            content.Write(sector);
        }
        return Cut(content, size);
    }

    private byte[] MiniChain(uint start, long size)
    {
        using var content = new MemoryStream();
        var left = _miniStream.Length / _mini + 1;
        for (var at = start; at < MaxRegular && content.Length < size && left-- > 0; at = at < _miniFat.Length ? _miniFat[at] : EndOfChain)
        {
            var offset = at * (long)_mini;
            if (offset >= _miniStream.Length) break;
            content.Write(_miniStream, (int)offset, (int)Math.Min(_mini, _miniStream.Length - offset));
        }
        return Cut(content, size);
    }

    private static byte[] Cut(MemoryStream content, long size)
    {
        if (content.Length > size) content.SetLength(size);
        return content.ToArray();
    }

    private ReadOnlySpan<byte> Sector(uint number)
    {
        var offset = (number + 1L) * _sector;
        return offset >= _octets.Length ? [] : _octets.AsSpan((int)offset, (int)Math.Min(_sector, _octets.Length - offset));
    }

    private void ReadDirectory(byte[] directory)
    {
        for (var at = 0; at + 128 <= directory.Length && _entries.Count < MaxDirectory; at += 128)
        {
            var entry = directory.AsSpan(at, 128);
            var octets = Math.Min((int)BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]), 64);
            _entries.Add(new Entry(
                Encoding.Unicode.GetString(entry[..Math.Max(0, octets - 2)]), entry[66],
                BinaryPrimitives.ReadUInt32LittleEndian(entry[68..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[72..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[76..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[116..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[120..])));
        }
    }

    /// <summary>Siblings are a tree; one that was seen before is not gone through again.</summary>
    private void Walk(uint root, string path, int depth, HashSet<uint> seen)
    {
        var next = new Stack<uint>([root]);
        while (next.TryPop(out var at))
        {
            if (at >= _entries.Count || !seen.Add(at)) continue;
            var entry = _entries[(int)at];
            next.Push(entry.Left);
            next.Push(entry.Right);
            if (entry.Kind == 2) _streams.Add((path + entry.Name, (int)at));
            else if (entry.Kind == 1 && depth < 16) Walk(entry.Child, path + entry.Name + "/", depth + 1, seen);
        }
    }

    private static uint[] Numbers(byte[] octets)
    {
        var numbers = new uint[octets.Length / 4];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadUInt32LittleEndian(octets.AsSpan(4 * i));
        return numbers;
    }

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_octets.AsSpan(at));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_octets.AsSpan(at));

    private sealed record Entry(string Name, byte Kind, uint Left, uint Right, uint Child, uint Start, uint Size);
}
