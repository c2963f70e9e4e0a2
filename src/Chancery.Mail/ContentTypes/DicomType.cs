using System.Buffers.Binary;

namespace Chancery.Mail.ContentTypes;

/// <summary>DICOM: part 10 files (PS3.10 section 7.1) and bare data sets without preamble.</summary>
internal static class DicomType
{
    private const int Preamble = 128, WantedElements = 3;

    private static readonly HashSet<string> LongVrs = ["OB", "OW", "OF", "OD", "OL", "OV", "SQ", "UN", "UC", "UR", "UT", "SV", "UV"];

    private static readonly HashSet<string> ShortVrs =
    [
        "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM", "UI", "UL", "US",
    ];

    /// <summary>The mark in the wrong place before what is no data set is not DICOM and not what it seems to be either: nobody knows what it is.</summary>
    public static string? Of(ContentSample sample)
    {
        if (sample.Has(Preamble, "DICM"u8) || LooksLikeDataSet(sample.Head)) return "dicom";
        return !sample.StartsWith("DICM"u8) ? null : LooksLikeDataSet(sample.Head[4..]) ? "dicom" : TypeDetection.Unknown;
    }

    /// <summary>A part 10 file whose preamble makes it a program as well.</summary>
    public static bool HasExecutablePreamble(ContentSample sample) =>
        sample.Has(Preamble, "DICM"u8)
        && (sample.StartsWith("MZ"u8) || sample.StartsWith([0x7F, .. "ELF"u8]) || sample.StartsWith("#!"u8)
            || sample.StartsWith([0xCF, 0xFA, 0xED, 0xFE]) || sample.StartsWith([0xFE, 0xED, 0xFA, 0xCF]));

    private static bool LooksLikeDataSet(ReadOnlySpan<byte> head) => Elements(head, explicitVr: true) || Elements(head, explicitVr: false) || BigEndianElements(head);

    /// <summary>Tags must ascend, begin in group 0002 or 0008 and have lengths that lead to the next tag.</summary>
    private static bool Elements(ReadOnlySpan<byte> head, bool explicitVr)
    {
        var offset = 0;
        long previous = -1;
        for (var found = 0; found < WantedElements; found++)
        {
            if (offset + 12 > head.Length) return false;
            var group = BinaryPrimitives.ReadUInt16LittleEndian(head[offset..]);
            var element = BinaryPrimitives.ReadUInt16LittleEndian(head[(offset + 2)..]);
            var tag = ((long)group << 16) | element;
            if (tag <= previous || group is not (0x0002 or 0x0008 or 0x0010) || (found == 0 && group == 0x0010)) return false;
            previous = tag;
            var size = explicitVr ? ExplicitSize(head[(offset + 4)..]) : ImplicitSize(head[(offset + 4)..]);
            if (size is null || size > head.Length - offset) return false;
            offset += size.Value;
        }
        return true;
    }

    /// <summary>Explicit VR big endian (retired in 2006, and still in archives): the same, with the octets of each number turned.</summary>
    private static bool BigEndianElements(ReadOnlySpan<byte> head)
    {
        var offset = 0;
        long previous = -1;
        for (var found = 0; found < WantedElements; found++)
        {
            if (offset + 8 > head.Length) return false;
            var group = BinaryPrimitives.ReadUInt16BigEndian(head[offset..]);
            var tag = ((long)group << 16) | BinaryPrimitives.ReadUInt16BigEndian(head[(offset + 2)..]);
            if (tag <= previous || group is not (0x0008 or 0x0010) || (found == 0 && group == 0x0010)) return false;
            previous = tag;
            if (!ShortVrs.Contains(System.Text.Encoding.Latin1.GetString(head.Slice(offset + 4, 2)))) return false;
            offset += 8 + BinaryPrimitives.ReadUInt16BigEndian(head[(offset + 6)..]);
        }
        return offset <= head.Length;
    }

    /// <summary>Octets of the whole element; null if this is none.</summary>
    private static int? ExplicitSize(ReadOnlySpan<byte> afterTag)
    {
        var vr = System.Text.Encoding.Latin1.GetString(afterTag[..2]);
        if (ShortVrs.Contains(vr)) return 8 + BinaryPrimitives.ReadUInt16LittleEndian(afterTag[2..]);
        return LongVrs.Contains(vr) ? Bounded(12, BinaryPrimitives.ReadUInt32LittleEndian(afterTag[4..])) : null;
    }

    private static int? ImplicitSize(ReadOnlySpan<byte> afterTag) => Bounded(8, BinaryPrimitives.ReadUInt32LittleEndian(afterTag));

    private static int? Bounded(int before, uint length) => length <= 1024 ? before + (int)length : null;
}
