using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Deflate64;
using SharpCompress.Compressors.LZMA;
using Mode = SharpCompress.Compressors.CompressionMode;

namespace Chancery.Mail.Contents.Zip;

/// <summary>Compression methods of ZIP archives (APPNOTE 4.4.5).</summary>
internal static class ZipMethods
{
    private const int Stored = 0, Deflated = 8, Deflated64 = 9, BZip2 = 12, Lzma = 14, Zstandard = 93, Xz = 95;

    public static bool Knows(int method) => method is Stored or Deflated or Deflated64 or BZip2 or Lzma or Zstandard or Xz;

    public static Stream Unpack(Stream packed, ZipEntry entry) => entry.Method switch
    {
        Stored => packed,
        Deflated => new DeflateStream(packed, CompressionMode.Decompress),
        Deflated64 => new Deflate64Stream(packed, Mode.Decompress),
        BZip2 => BZip2Stream.Create(packed, Mode.Decompress, true),
        Lzma => LzmaOf(packed, entry),
        Zstandard => new SharpCompress.Compressors.ZStandard.DecompressionStream(packed),
        Xz => Streams.XzStreams.Open(packed),
        _ => throw new NotSupportedException(),
    };

    /// <summary>APPNOTE 5.8.8: version, length of the properties, properties.</summary>
    private static Stream LzmaOf(Stream packed, ZipEntry entry)
    {
        var head = new byte[4];
        packed.ReadExactly(head);
        var properties = new byte[Math.Min(head[2] | (head[3] << 8), 16)];
        packed.ReadExactly(properties);
        return LzmaStream.Create(properties, packed, entry.Packed - 4 - properties.Length, entry.Size);
    }
}
