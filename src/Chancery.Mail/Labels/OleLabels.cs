using System.Buffers.Binary;
using System.Text;
using System.Xml;
using Chancery.Mail.Documents;
using Chancery.Mail.Documents.Ole;

namespace Chancery.Mail.Labels;

/// <summary>
/// Labels in compound files. Of encrypted Office files the stream LabelInfo outside of what is encrypted (MS-OFFCRYPTO section 2.2.11);
/// of old formats the user-defined properties (MS-OLEPS section 2.21).
/// </summary>
internal static class OleLabels
{
    private const string Outer = "\u0006DataSpaces/TransformInfo/LabelInfo", Properties = "\u0005DocumentSummaryInformation";

    /// <summary>{D5CDD505-2E9C-101B-9397-08002B2CF9AE} as it is stored.</summary>
    private static readonly byte[] UserDefined = [0x05, 0xD5, 0xCD, 0xD5, 0x9C, 0x2E, 0x1B, 0x10, 0x93, 0x97, 0x08, 0x00, 0x2B, 0x2C, 0xF9, 0xAE];

    public static LabelFindings Of(byte[] octets, string where)
    {
        var file = new CompoundFile(octets);
        if ((file.Read(Outer) ?? file.Paths.Where(path => path.EndsWith("/LabelInfo", StringComparison.OrdinalIgnoreCase)).Select(file.Read).FirstOrDefault()) is { Length: > 0 } info)
            return Stated(info, where);
        if (file.Has("EncryptedPackage") || file.Has("\u0009DRMContent")) return LabelFindings.Unreadable("it is encrypted");
        return file.Read(Properties) is { } set ? new LabelFindings([.. PurviewLabels.Of(Read(set), where)], null) : LabelFindings.None;
    }

    /// <summary>A valid list overrules whatever the document says inside.</summary>
    private static LabelFindings Stated(byte[] info, string where)
    {
        var start = info.AsSpan().IndexOf("<"u8);
        if (start < 0) return LabelFindings.Unreadable("its label is damaged");
        var wide = start + 1 < info.Length && info[start + 1] == 0;
        var text = (wide ? Encoding.Unicode : Encoding.UTF8).GetString(info, start, info.Length - start);
        var end = text.LastIndexOf('>');
        try
        {
            // A declaration would name the encoding that the text no longer has.
            var body = text[..(end + 1)];
            if (body.StartsWith("<?xml", StringComparison.Ordinal) && body.IndexOf("?>", StringComparison.Ordinal) is var close and > 0) body = body[(close + 2)..];
            return new LabelFindings(OfficeLabels.Stated(new MemoryStream(Encoding.UTF8.GetBytes(body)), where).Enabled, null);
        }
        catch (XmlException)
        {
            return LabelFindings.Unreadable("its label is damaged");
        }
    }

    private static List<(string Name, string Value)> Read(byte[] set)
    {
        List<(string, string)> properties = [];
        var sections = UInt32(set, 24);
        for (var i = 0; i < Math.Min(sections, 8u); i++)
            if (48 + 20 * i <= set.Length && set.AsSpan(28 + 20 * i, 16).SequenceEqual(UserDefined)) Section(set, UInt32(set, 44 + 20 * i), properties);
        return properties;
    }

    private static void Section(byte[] set, uint start, List<(string, string)> properties)
    {
        var count = Math.Min(UInt32(set, start + 4), 2000u);
        Dictionary<uint, long> places = [];
        for (var i = 0u; i < count; i++) places[UInt32(set, start + 8 + 8 * i)] = start + (long)UInt32(set, start + 12 + 8 * i);
        if (!places.TryGetValue(0, out var dictionary)) return;
        var wide = places.TryGetValue(1, out var page) && UInt32(set, page + 4) == 1200;
        var at = dictionary + 4;
        for (var left = Math.Min(UInt32(set, dictionary), 2000u); left > 0 && at + 8 <= set.Length; left--)
        {
            var (id, length) = (UInt32(set, at), (long)UInt32(set, at + 4) * (wide ? 2 : 1));
            if (at + 8 + length > set.Length) return;
            var name = (wide ? Encoding.Unicode : Encoding.UTF8).GetString(set, (int)at + 8, (int)length).TrimEnd('\0');
            at += 8 + (wide ? length + 3 & ~3L : length);
            if (places.TryGetValue(id, out var place) && Text(set, place) is { } value) properties.Add((name, value));
        }
    }

    private static string? Text(byte[] set, long at)
    {
        var (kind, length) = (UInt32(set, at), UInt32(set, at + 4));
        var octets = (int)Math.Min((long)length * (kind == 31 ? 2 : 1), set.Length - at - 8);
        if (kind is not (30 or 31) || octets < 0) return null;
        return (kind == 31 ? Encoding.Unicode : Encoding.UTF8).GetString(set, (int)at + 8, octets).TrimEnd('\0');
    }

    private static uint UInt32(byte[] set, long at) =>
        at >= 0 && at + 4 <= set.Length ? BinaryPrimitives.ReadUInt32LittleEndian(set.AsSpan((int)at)) : throw UnreadableException.Broken();
}
