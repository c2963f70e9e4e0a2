using System.Text;

namespace Chancery.Mail.Contents.Zip;

/// <summary>Names of entries: UTF-8 by flag, by extra field 0x7075 or by their look, else code page 437 (APPNOTE appendix D).</summary>
internal static class ZipName
{
    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private static readonly Encoding Dos = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

    public static string Of(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra, ushort flags)
    {
        var unicode = ZipCatalog.Extra(extra, 0x7075);
        if (unicode.Length > 5) return Encoding.UTF8.GetString(unicode[5..]);
        if ((flags & 0x800) != 0) return Encoding.UTF8.GetString(name);
        try
        {
            return Strict.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return Dos.GetString(name);
        }
    }
}
