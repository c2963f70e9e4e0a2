using System.Buffers.Binary;
using System.Text;

namespace Chancery.Mail.Documents.Ole;

/// <summary>The text of Word 97 to 2003 files by their piece table (MS-DOC section 2.4.1); of older ones the text as it stands.</summary>
internal static class WordBinary
{
    private const ushort Word97 = 0x00C1;
    private const int ClxOffset = 0x01A2;

    public static string? Read(CompoundFile file, byte[] word, TextSink sink, string storage = "")
    {
        if (word.Length < 0x200) throw UnreadableException.Broken();
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(word.AsSpan(10));
        if ((flags & 0x0100) != 0) throw UnreadableException.Encrypted();
        if (BinaryPrimitives.ReadUInt16LittleEndian(word.AsSpan(2)) < Word97) return Old(word, sink);
        var table = file.Read(storage + ((flags & 0x0200) != 0 ? "1Table" : "0Table")) ?? throw UnreadableException.Broken();
        var (start, length) = (BinaryPrimitives.ReadUInt32LittleEndian(word.AsSpan(ClxOffset)), BinaryPrimitives.ReadUInt32LittleEndian(word.AsSpan(ClxOffset + 4)));
        if (start + (long)length > table.Length) throw UnreadableException.Broken();
        Pieces(word, Table(table.AsSpan((int)start, (int)length)), sink);
        return null;
    }

    /// <summary>The piece table behind the property modifiers (section 2.9.38).</summary>
    private static ReadOnlySpan<byte> Table(ReadOnlySpan<byte> clx)
    {
        while (clx.Length >= 5)
        {
            if (clx[0] == 2) return clx.Slice(5, Math.Min(BinaryPrimitives.ReadInt32LittleEndian(clx[1..]), clx.Length - 5));
            if (clx[0] != 1) break;
            var skip = 3 + BinaryPrimitives.ReadUInt16LittleEndian(clx[1..]);
            if (skip > clx.Length) break;
            clx = clx[skip..];
        }
        throw UnreadableException.Broken();
    }

    private static void Pieces(byte[] word, ReadOnlySpan<byte> table, TextSink sink)
    {
        var count = (table.Length - 4) / 12;
        for (var i = 0; i < count; i++)
        {
            var characters = (long)BinaryPrimitives.ReadUInt32LittleEndian(table[(4 * i + 4)..]) - BinaryPrimitives.ReadUInt32LittleEndian(table[(4 * i)..]);
            var place = BinaryPrimitives.ReadUInt32LittleEndian(table[(4 * (count + 1) + 8 * i + 2)..]);
            var narrow = (place & 0x4000_0000) != 0;
            var offset = narrow ? (place & 0x3FFF_FFFF) / 2 : place & 0x3FFF_FFFF;
            var octets = narrow ? characters : 2 * characters;
            if (characters < 0 || offset + octets > word.Length) throw UnreadableException.Broken();
            Append(narrow ? Narrow(word.AsSpan((int)offset, (int)octets)) : Encoding.Unicode.GetString(word, (int)offset, (int)octets), sink);
        }
    }

    private static string? Old(byte[] word, TextSink sink)
    {
        var (start, end) = (BinaryPrimitives.ReadInt32LittleEndian(word.AsSpan(24)), BinaryPrimitives.ReadInt32LittleEndian(word.AsSpan(28)));
        if (start < 0 || end > word.Length || end < start) throw UnreadableException.Broken();
        Append(Narrow(word.AsSpan(start, end - start)), sink);
        return null;
    }

    private static string Narrow(ReadOnlySpan<byte> octets)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252).GetString(octets);
    }

    /// <summary>Word's marks: 7 ends a cell, 11 and 13 a line, 12 a page; 19 to 21 stand around fields, 30 and 31 are hyphens.</summary>
    private static void Append(string text, TextSink sink)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
            plain.Append(c switch { '\a' => '\t', '\v' or '\f' or '\r' => '\n', '\u001E' => '-', '\u001F' => '\u00AD', < ' ' and not ('\t' or '\n') => '\u200B', _ => c });
        sink.Append(plain.ToString());
    }
}
