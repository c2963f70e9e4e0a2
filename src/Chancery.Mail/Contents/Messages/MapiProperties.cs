using System.Buffers.Binary;

namespace Chancery.Mail.Contents.Messages;

/// <summary>The list of properties in an attribute of a TNEF (MS-OXTNEF 2.1.3.4).</summary>
internal sealed class MapiProperties
{
    private const int Most = 10_000;
    private const ushort FirstNamed = 0x8000, ManyValues = 0x1000;

    private readonly Stream _list;
    private readonly List<MapiProperty> _found = [];

    private MapiProperties(Stream list) => _list = list;

    /// <exception cref="EndOfStreamException">The list is cut off.</exception>
    /// <exception cref="InvalidDataException">It has a type that nobody knows the length of.</exception>
    public static IReadOnlyList<MapiProperty> Read(Stream list)
    {
        list.Position = 0;
        var properties = new MapiProperties(list);
        var count = properties.UInt32();
        if (count > Most) throw new InvalidDataException("properties");
        for (var i = 0u; i < count && list.Position < list.Length; i++) properties.ReadOne();
        return properties._found;
    }

    private void ReadOne()
    {
        var tag = UInt32();
        var (id, type) = ((ushort)(tag >> 16), (ushort)(tag & 0xFFFF));
        if (id >= FirstNamed) SkipName();
        var many = (type & ManyValues) != 0;
        type = (ushort)(type & ~ManyValues);
        var size = SizeOf(type);
        var values = many || size == 0 ? UInt32() : 1;
        if (values > Most) throw new InvalidDataException("values");
        for (var i = 0u; i < values; i++)
        {
            var length = size == 0 ? UInt32() : size;
            if (i == 0) _found.Add(new MapiProperty(id, type, _list, _list.Position, Math.Min(length, _list.Length - _list.Position)));
            Skip((length + 3L) / 4 * 4);
        }
    }

    /// <summary>Octets of a value, padded; 0 where a length stands before it.</summary>
    private static uint SizeOf(ushort type) => type switch
    {
        0x02 or 0x03 or 0x04 or 0x0A or 0x0B => 4,
        0x05 or 0x06 or 0x07 or 0x14 or 0x40 => 8,
        0x48 => 16,
        0x0D or 0x1E or 0x1F or 0x102 => 0,
        _ => throw new InvalidDataException("type"),
    };

    private void SkipName()
    {
        Skip(16);
        if (UInt32() == 0) Skip(4);
        else Skip((UInt32() + 3L) / 4 * 4);
    }

    private void Skip(long octets)
    {
        _list.Position += octets;
        if (_list.Position > _list.Length + 3) throw new EndOfStreamException();
    }

    private uint UInt32()
    {
        Span<byte> octets = stackalloc byte[4];
        _list.ReadExactly(octets);
        return BinaryPrimitives.ReadUInt32LittleEndian(octets);
    }
}
