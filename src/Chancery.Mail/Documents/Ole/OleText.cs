using System.Buffers.Binary;
using System.Text;

namespace Chancery.Mail.Documents.Ole;

/// <summary>The text of what old Office programs keep in a compound file, told by the names of its streams.</summary>
internal static class OleText
{
    /// <summary>Why text may be missing; null if all was read.</summary>
    public static string? Read(byte[] octets, TextSink sink, int depth)
    {
        var file = new CompoundFile(octets);
        if (file.Has("EncryptedPackage") || file.Has("\u0009DRMContent")) throw UnreadableException.Encrypted();
        string? unread = null;
        var known = true;
        if (file.Read("WordDocument") is { } word) unread = WordBinary.Read(file, word, sink);
        else if ((file.Read("Workbook") ?? file.Read("Book")) is { } book) unread = ExcelBinary.Read(book, sink);
        else if (file.Read("PowerPoint Document") is { } slides) unread = PowerPointBinary.Read(file, slides, sink);
        else if (file.Has("__properties_version1.0")) unread = OutlookMessage.Read(file, "", sink, depth);
        else known = false;
        Properties(file, sink);
        return Embedded(file, sink, depth) ?? unread ?? (known || IsWithoutText(file) ? null : "its format is not known");
    }

    /// <summary>Objects that are pictures, installers or controls.</summary>
    private static bool IsWithoutText(CompoundFile file) =>
        file.Paths.All(path => path[(path.LastIndexOf('/') + 1)..] is ['\x01' or '\x02' or '\x03' or '\x05', ..] || path.Contains("VBA", StringComparison.OrdinalIgnoreCase)
            || path is "CONTENTS" or "Package" or "Equation Native" or "contents");

    /// <summary>Title, subject, author, keywords and comments of SummaryInformation (MS-OLEPS), which Explorer shows.</summary>
    private static void Properties(CompoundFile file, TextSink sink)
    {
        if (file.Read("\x05SummaryInformation") is not { Length: > 48 } set) return;
        var start = BinaryPrimitives.ReadInt32LittleEndian(set.AsSpan(44));
        if (start < 0 || start + 8 > set.Length) return;
        var count = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(set.AsSpan(start + 4)), 100u);
        for (var i = 0; i < count && start + 16 + 8 * i <= set.Length; i++)
        {
            var id = BinaryPrimitives.ReadUInt32LittleEndian(set.AsSpan(start + 8 + 8 * i));
            var at = (long)start + BinaryPrimitives.ReadUInt32LittleEndian(set.AsSpan(start + 12 + 8 * i));
            if (id is not (2 or 3 or 4 or 5 or 6) || at + 8 > set.Length || at < 0) continue;
            var kind = BinaryPrimitives.ReadUInt32LittleEndian(set.AsSpan((int)at));
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(set.AsSpan((int)at + 4)) * (kind == 31 ? 2u : 1u), (uint)(set.Length - at - 8));
            if (kind is not (30 or 31)) continue;
            sink.Line();
            sink.Append(kind == 31 ? Encoding.Unicode.GetString(set, (int)at + 8, length) : Encoding.Latin1.GetString(set, (int)at + 8, length));
            sink.Line();
        }
    }

    /// <summary>Objects in Word's and PowerPoint's storages: whole packages, or old objects with streams of their own.</summary>
    private static string? Embedded(CompoundFile file, TextSink sink, int depth)
    {
        string? unread = null;
        foreach (var path in file.Paths)
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (!path.Contains('/', StringComparison.Ordinal) && name is not ("CONTENTS" or "Package")) continue;
            string? reason = null;
            if (name is "Package" or "CONTENTS" or "\x01Ole10Native" && file.Read(path) is { } octets) reason = Inner(octets, sink, depth);
            else if (name == "WordDocument" && file.Read(path) is { } word) reason = WordBinary.Read(file, word, sink, path[..^"WordDocument".Length]);
            else if (name is "Workbook" or "Book" && file.Read(path) is { } book) reason = ExcelBinary.Read(book, sink);
            unread ??= reason;
        }
        return unread;
    }

    private static string? Inner(byte[] octets, TextSink sink, int depth)
    {
        if (EmbeddedType.Of(octets) is not { } type) return null;
        var reading = DocumentText.Read(octets, type, null, sink.Budget, depth + 1);
        foreach (var text in reading.Readings) sink.Append(text);
        sink.Line();
        return reading.Unread;
    }
}
