using System.Buffers.Binary;

namespace Chancery.Mail.Contents.Messages;

/// <summary>MS-OXTNEF 2.1.2: level, id, length; data and a checksum follow.</summary>
internal sealed record TnefAttribute(uint Id, long Length)
{
    /// <summary>Null at the end, or where something else than an attribute stands.</summary>
    public static TnefAttribute? At(Stream file, long offset)
    {
        file.Position = offset;
        Span<byte> header = stackalloc byte[9];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || header[0] is not (1 or 2)) return null;
        return new TnefAttribute(BinaryPrimitives.ReadUInt32LittleEndian(header[1..]), BinaryPrimitives.ReadUInt32LittleEndian(header[5..]));
    }
}
