using System.Buffers.Binary;
using System.Text;

namespace Chancery.Mail.Formats;

/// <summary>A compound file (MS-CFB): streams and storages within one file, as old Office, Outlook and installers write them.</summary>
internal sealed class CompoundFile
{
    private const uint LastSector = 0xFFFF_FFFA, NoEntry = 0xFFFF_FFFF;
    private const int HeaderFatSectors = 109, MiniSector = 64, MiniCutoff = 4096, DirectoryEntry = 128;
    private const int MaxEntries = 20_000, MaxDepth = 32;

    private static readonly byte[] Magic = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private readonly Stream _file;
    private readonly int _sector;
    private readonly uint[] _fat;
    private readonly Lazy<uint[]> _miniFat;
    private readonly Lazy<Stream> _mini;

    private CompoundFile(Stream file)
    {
        _file = file;
        var header = At(0, 512);
        if (header.Length < 512 || !Is(header)) throw new InvalidDataException("no compound file");
        _sector = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)) switch { 9 => 512, 12 => 4096, _ => throw new InvalidDataException("sector size") };
        _fat = ReadFat(header);
        Entries = ReadDirectory(UInt32(header, 48));
        _miniFat = new Lazy<uint[]>(() => Numbers(new Chain(this, UInt32(header, 60), _file.Length)));
        _mini = new Lazy<Stream>(() => new Chain(this, Root.Start, Root.Size));
    }

    /// <summary>All but the root, each storage before what is in it.</summary>
    public IReadOnlyList<CompoundEntry> Entries { get; }

    /// <summary>The class of the document: sixteen octets.</summary>
    public Guid Class => Root.Class;

    private CompoundEntry Root { get; set; } = new("", "", false, 0, 0, default);

    public static bool Is(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    /// <param name="file">Seekable; stays open, and open as long as this is used.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static CompoundFile Open(Stream file) => new(file);

    public CompoundEntry? Find(string path) => Entries.FirstOrDefault(entry => entry.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>A stream's content, seekable.</summary>
    public Stream OpenStream(CompoundEntry entry) =>
        entry.Size < MiniCutoff ? new MemoryStream(ReadMini(entry), writable: false) : new Chain(this, entry.Start, entry.Size);

    /// <summary>The first octets of a stream; empty without it.</summary>
    public byte[] Start(string path, int octets)
    {
        if (Find(path) is not { IsStream: true } entry) return [];
        using var stream = OpenStream(entry);
        var start = new byte[(int)Math.Min(octets, Math.Max(0, stream.Length))];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    private byte[] At(long offset, int count)
    {
        if (offset >= _file.Length) return [];
        _file.Position = offset;
        var octets = new byte[(int)Math.Min(count, _file.Length - offset)];
        return octets[.._file.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false)];
    }

    private long Offset(uint sector) => (sector + 1L) * _sector;

    private uint[] ReadFat(byte[] header)
    {
        var sectors = _file.Length / _sector + 1;
        List<uint> places = [.. Enumerable.Range(0, HeaderFatSectors).Select(i => UInt32(header, 76 + 4 * i)).TakeWhile(place => place <= LastSector)];
        var next = UInt32(header, 68);
        for (var read = 0L; next <= LastSector && read < sectors; read++)
        {
            var block = At(Offset(next), _sector);
            if (block.Length < _sector) break;
            for (var i = 0; i < _sector / 4 - 1; i++)
                if (UInt32(block, 4 * i) is <= LastSector and var place) places.Add(place);
            next = UInt32(block, _sector - 4);
        }
        var fat = new List<uint>();
        foreach (var place in places)
        {
            if (fat.Count > sectors) break;
            var block = At(Offset(place), _sector);
            for (var i = 0; i + 4 <= block.Length; i += 4) fat.Add(UInt32(block, i));
        }
        return [.. fat];
    }

    private List<CompoundEntry> ReadDirectory(uint first)
    {
        using var directory = new Chain(this, first, Math.Min(_file.Length, (long)MaxEntries * DirectoryEntry));
        var octets = new byte[directory.Length];
        octets = octets[..directory.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false)];
        if (octets.Length < DirectoryEntry) throw new InvalidDataException("no directory");
        Root = Entry(octets, 0, "");
        List<CompoundEntry> entries = [];
        var seen = new HashSet<uint>();
        var open = new Stack<(uint Index, string Path, int Depth)>();
        open.Push((UInt32(octets, 76), "", 0));
        while (open.TryPop(out var place))
        {
            if (place.Index == NoEntry || (place.Index + 1L) * DirectoryEntry > octets.Length || !seen.Add(place.Index)) continue;
            var at = (int)place.Index * DirectoryEntry;
            var entry = Entry(octets, at, place.Path);
            entries.Add(entry);
            open.Push((UInt32(octets, at + 68), place.Path, place.Depth));
            open.Push((UInt32(octets, at + 72), place.Path, place.Depth));
            if (!entry.IsStream && place.Depth < MaxDepth) open.Push((UInt32(octets, at + 76), entry.Path + "/", place.Depth + 1));
        }
        return entries;
    }

    private CompoundEntry Entry(byte[] octets, int at, string folder)
    {
        var length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(octets.AsSpan(at + 64)) - 2, 0, 62);
        var name = Encoding.Unicode.GetString(octets, at, length);
        // Files with small sectors may have anything in the upper half of the size (MS-CFB 2.6.1).
        var size = _sector == 512 ? UInt32(octets, at + 120) : BinaryPrimitives.ReadInt64LittleEndian(octets.AsSpan(at + 120));
        return new CompoundEntry(
            folder + name, name, octets[at + 66] == 2, Math.Clamp(size, 0, _file.Length), UInt32(octets, at + 116), new Guid(octets.AsSpan(at + 80, 16)));
    }

    private byte[] ReadMini(CompoundEntry entry)
    {
        var octets = new byte[entry.Size];
        var (sector, at) = (entry.Start, 0);
        while (at < octets.Length && sector < _miniFat.Value.Length)
        {
            _mini.Value.Position = (long)sector * MiniSector;
            var wanted = Math.Min(MiniSector, octets.Length - at);
            if (_mini.Value.ReadAtLeast(octets.AsSpan(at, wanted), wanted, throwOnEndOfStream: false) < wanted) break;
            at += wanted;
            sector = _miniFat.Value[sector];
        }
        return at < octets.Length ? octets[..at] : octets;
    }

    private static uint[] Numbers(Stream stream)
    {
        var octets = new byte[stream.Length];
        octets = octets[..stream.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false)];
        return [.. Enumerable.Range(0, octets.Length / 4).Select(i => UInt32(octets, 4 * i))];
    }

    private static uint UInt32(byte[] octets, int at) => BinaryPrimitives.ReadUInt32LittleEndian(octets.AsSpan(at));

    /// <summary>Sectors that follow each other by the allocation table; as long as its size says, or as the table goes.</summary>
    private sealed class Chain : SeekableStream
    {
        private readonly CompoundFile _whole;
        private readonly List<uint> _sectors = [];

        public Chain(CompoundFile whole, uint first, long size)
        {
            _whole = whole;
            var wanted = (size + whole._sector - 1) / whole._sector;
            for (var sector = first; sector < whole._fat.Length && _sectors.Count < wanted; sector = whole._fat[sector]) _sectors.Add(sector);
            Length = Math.Min(size, (long)_sectors.Count * whole._sector);
        }

        public override long Length { get; }

        public override int Read(Span<byte> buffer)
        {
            if (Position >= Length) return 0;
            var within = (int)(Position % _whole._sector);
            var count = (int)Math.Min(Math.Min(buffer.Length, Length - Position), _whole._sector - within);
            _whole._file.Position = _whole.Offset(_sectors[(int)(Position / _whole._sector)]) + within;
            var read = _whole._file.Read(buffer[..count]);
            Position += read;
            return read;
        }
    }
}
