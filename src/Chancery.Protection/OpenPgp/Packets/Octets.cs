using System.Buffers.Binary;

namespace Chancery.Protection.OpenPgp.Packets;

/// <summary>Reads the fields of a packet one after the other.</summary>
internal struct Octets(ReadOnlyMemory<byte> data)
{
    private int _at;

    public readonly int Left => data.Length - _at;

    public readonly ReadOnlyMemory<byte> Rest => data[_at..];

    public byte Byte() => Take(1).Span[0];

    public int Short() => BinaryPrimitives.ReadUInt16BigEndian(Take(2).Span);

    public uint Int() => BinaryPrimitives.ReadUInt32BigEndian(Take(4).Span);

    /// <exception cref="PgpException">There are fewer.</exception>
    public ReadOnlyMemory<byte> Take(int count)
    {
        if (count < 0 || count > Left)
            throw new PgpException("a packet ends too early");
        var taken = data.Slice(_at, count);
        _at += count;
        return taken;
    }

    /// <summary>As many octets as a length of four octets says.</summary>
    public ReadOnlyMemory<byte> TakeLong()
    {
        var count = Int();
        return Take(count > int.MaxValue ? -1 : (int)count);
    }

    /// <summary>A multiprecision integer (section 3.2), without leading zeros; empty for zero.</summary>
    public byte[] Mpi()
    {
        var octets = Take((Short() + 7) / 8).Span;
        return octets.TrimStart((byte)0).ToArray();
    }
}
