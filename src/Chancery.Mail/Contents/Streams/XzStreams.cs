using SharpCompress.Compressors.Xz;

namespace Chancery.Mail.Contents.Streams;

internal static class XzStreams
{
    public static Stream Open(Stream packed) => new XZStream(packed);
}
