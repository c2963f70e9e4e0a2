namespace Chancery.Mail.Contents.Zip;

/// <summary>The checksum of ZIP and gzip (ISO 3309), eight octets at a time.</summary>
internal static class Crc32
{
    private static readonly uint[][] Tables = Make();

    public static uint Append(uint crc, ReadOnlySpan<byte> octets)
    {
        crc = ~crc;
        var t = Tables;
        while (octets.Length >= 8)
        {
            var low = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(octets) ^ crc;
            var high = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(octets[4..]);
            crc = t[7][low & 0xFF] ^ t[6][(low >> 8) & 0xFF] ^ t[5][(low >> 16) & 0xFF] ^ t[4][low >> 24]
                ^ t[3][high & 0xFF] ^ t[2][(high >> 8) & 0xFF] ^ t[1][(high >> 16) & 0xFF] ^ t[0][high >> 24];
            octets = octets[8..];
        }
        foreach (var octet in octets) crc = t[0][(crc ^ octet) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[][] Make()
    {
        var tables = Enumerable.Range(0, 8).Select(_ => new uint[256]).ToArray();
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            tables[0][i] = value;
        }
        for (var i = 0; i < 256; i++)
            for (var table = 1; table < 8; table++)
                tables[table][i] = (tables[table - 1][i] >> 8) ^ tables[0][tables[table - 1][i] & 0xFF];
        return tables;
    }
}
