using System.IO.Compression;
using Chancery.Mail.Formats;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Compressors.Lzw;
using SharpCompress.Compressors.ZStandard;
using Mode = SharpCompress.Compressors.CompressionMode;

namespace Chancery.Mail.Contents.Streams;

/// <summary>gzip, bzip2, xz, zstd, compress and their like: one content, packed, whose name is that of the file without its ending.</summary>
internal sealed class SingleStream(Stream content, string type, string name) : Container(content)
{
    public override IEnumerable<ContainerEntry> Entries()
    {
        yield return new ContainerEntry(InnerName(), Unpack);
    }

    private Stream Unpack()
    {
        var packed = new SubRange(Content, 0, Content.Length);
        return type switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "bzip2" => BZip2Stream.Create(packed, Mode.Decompress, decompressConcatenated: true),
            "zstd" => new DecompressionStream(packed),
            "compress" => new LzwStream(packed),
            "lzip" => LZipStream.Create(packed, Mode.Decompress),
            _ => XzStreams.Open(packed),
        };
    }

    private string InnerName()
    {
        var dot = name.LastIndexOf('.');
        if (dot <= 0) return name.Length == 0 ? "content" : name;
        var (stem, ending) = (name[..dot], name[(dot + 1)..].ToLowerInvariant());
        return ending switch
        {
            "gz" or "bz2" or "xz" or "lz" or "z" or "zst" or "zstd" => stem,
            "tgz" or "tbz" or "tbz2" or "txz" or "tlz" or "tzst" or "taz" => stem + ".tar",
            "svgz" => stem + ".svg",
            _ => name,
        };
    }
}
