using System.Buffers.Binary;
using System.Numerics;

namespace Chancery.Protection.OpenPgp.Packets;

/// <summary>Packets and their fields as octets, in the form of RFC 9580 section 4.2.</summary>
internal static class PacketWriting
{
    public static byte[] Packet(PacketTag tag, ReadOnlySpan<byte> body) => [(byte)(0xC0 | (int)tag), .. Length(body.Length), .. body];

    public static byte[] Length(int length) => length switch
    {
        < 192 => [(byte)length],
        < 8384 => [(byte)((length - 192 >> 8) + 192), (byte)(length - 192)],
        _ => [0xFF, .. Int((uint)length)],
    };

    public static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Int(uint value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return octets;
    }

    public static byte[] Long(long value)
    {
        var octets = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(octets, value);
        return octets;
    }

    public static byte[] Mpi(ReadOnlySpan<byte> value)
    {
        var octets = value.TrimStart((byte)0);
        var bits = octets.IsEmpty ? 0 : octets.Length * 8 - BitOperations.LeadingZeroCount((uint)octets[0]) + 24;
        return [.. Short(bits), .. octets];
    }
}
