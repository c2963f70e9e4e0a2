using System.Formats.Asn1;
using System.IO.Compression;

namespace Chancery.Protection.Cms;

/// <summary>CompressedData (RFC 3274). It is only read, and its reader bounds what comes out.</summary>
internal static class CompressedDataReader
{
    /// <param name="reader">After the object identifier of the ContentInfo.</param>
    public static Stream Open(BerReader reader)
    {
        reader.Enter(0xA0);
        reader.Enter(0x30);
        reader.ReadElement(16, "version");
        if (Algorithm.Read(new AsnReader(reader.ReadElement(1024, "compression"), AsnEncodingRules.BER)).Oid != Oids.Zlib)
            throw new CmsException("a compression that is not known");
        reader.Enter(0x30);
        reader.ReadElement(128, "content type");
        reader.Enter(0xA0);
        return new ZLibStream(reader.OpenOctets(0x04), CompressionMode.Decompress);
    }
}
