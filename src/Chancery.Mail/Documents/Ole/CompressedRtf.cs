using System.Buffers.Binary;
using System.Text;

namespace Chancery.Mail.Documents.Ole;

/// <summary>RTF as Outlook and TNEF pack it (MS-OXRTFCP): at most 17 octets out of two.</summary>
internal static class CompressedRtf
{
    private const uint Packed = 0x75465A4C, Stored = 0x414C454D;

    private static readonly byte[] Dictionary = Encoding.ASCII.GetBytes(
        "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
        + "{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx");

    /// <exception cref="UnreadableException">It is neither packed nor stored.</exception>
    public static byte[] Unpack(byte[] octets)
    {
        if (octets.Length < 16) throw UnreadableException.Broken();
        var kind = BinaryPrimitives.ReadUInt32LittleEndian(octets.AsSpan(8));
        if (kind == Stored) return octets[16..];
        if (kind != Packed) throw UnreadableException.Broken();
        var window = new byte[4096];
        Dictionary.CopyTo(window, 0);
        var write = Dictionary.Length;
        using var text = new MemoryStream();
        for (var at = 16; at < octets.Length;)
        {
            var control = octets[at++];
            for (var bit = 0; bit < 8 && at < octets.Length; bit++)
            {
                if ((control >> bit & 1) == 0)
                {
                    Put(octets[at++]);
                    continue;
                }
                if (at + 2 > octets.Length) return text.ToArray();
                var pair = octets[at] << 8 | octets[at + 1];
                at += 2;
                var (offset, length) = (pair >> 4, (pair & 0xF) + 2);
                if (offset == write) return text.ToArray();
                for (var i = 0; i < length; i++) Put(window[(offset + i) & 0xFFF]);
            }
        }
        return text.ToArray();

        void Put(byte octet)
        {
            text.WriteByte(octet);
            window[write] = octet;
            write = (write + 1) & 0xFFF;
        }
    }
}
