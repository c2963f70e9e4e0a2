using System.Buffers.Binary;
using Chancery.Protection.Cms;

namespace Chancery.Protection.OpenPgp.Packets;

/// <summary>The checksum of an armour (RFC 4880 section 6.1): without meaning since RFC 9580, but GnuPG 2.2 does not find the end of the text without it.</summary>
internal sealed class Crc24(Stream output) : WriteOnlyStream
{
    private const uint Start = 0xB704CE00;
    private const uint Polynomial = 0x864CFB00;

    private static readonly uint[][] Tables = MakeTables();

    /// <summary>In the upper 24 bits.</summary>
    private uint _value = Start;

    public byte[] Value => [(byte)(_value >> 24), (byte)(_value >> 16), (byte)(_value >> 8)];

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Add(buffer.Span);
        return output.WriteAsync(buffer, cancellationToken);
    }

    private void Add(ReadOnlySpan<byte> octets)
    {
        var (value, t0, t1, t2, t3) = (_value, Tables[0], Tables[1], Tables[2], Tables[3]);
        for (; octets.Length >= 4; octets = octets[4..])
        {
            value ^= BinaryPrimitives.ReadUInt32BigEndian(octets);
            value = t3[value >> 24] ^ t2[(value >> 16) & 0xFF] ^ t1[(value >> 8) & 0xFF] ^ t0[value & 0xFF];
        }

        foreach (var octet in octets)
            value = (value << 8) ^ t0[(value >> 24) ^ octet];
        _value = value;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[4][];
        for (var table = 0; table < 4; table++)
        {
            tables[table] = new uint[256];
            for (uint i = 0; i < 256; i++)
                tables[table][i] = table == 0 ? Shifted(i << 24) : (tables[table - 1][i] << 8) ^ tables[0][tables[table - 1][i] >> 24];
        }

        return tables;
    }

    private static uint Shifted(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 0x80000000) != 0 ? (value << 1) ^ Polynomial : value << 1;
        return value;
    }
}
