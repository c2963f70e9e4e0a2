using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Chancery.Mail.Documents.Ole;

/// <summary>The text of BIFF workbooks (MS-XLS): strings, labels, numbers, notes, headers and footers.</summary>
internal static class ExcelBinary
{
    private const int FilePass = 0x002F, SharedStrings = 0x00FC, Continue = 0x003C, Label = 0x0204, OldLabel = 0x0004, RString = 0x00D6, Number = 0x0203, Rk = 0x027E,
        MulRk = 0x00BD, String = 0x0207, Header = 0x0014, Footer = 0x0015, SheetName = 0x0085, TextObject = 0x01B6, Begin = 0x0809, Row = 0x0208;

    public static string? Read(byte[] book, TextSink sink)
    {
        var at = 0;
        var isWide = true;
        while (at + 4 <= book.Length)
        {
            var (id, length) = (BinaryPrimitives.ReadUInt16LittleEndian(book.AsSpan(at)), BinaryPrimitives.ReadUInt16LittleEndian(book.AsSpan(at + 2)));
            if (id == 0 && length == 0) break;
            if (at + 4 + length > book.Length) return "it is cut off";
            var record = book.AsSpan(at + 4, length);
            if (id == FilePass) throw UnreadableException.Encrypted();
            if (id == Begin && record.Length >= 2) isWide = BinaryPrimitives.ReadUInt16LittleEndian(record) >= 0x0600;
            if (id is SharedStrings && isWide) Shared(Whole(book, at), sink);
            else if (id == TextObject) Texts(book, at + 4 + length, sink);
            else One(id, record, isWide, sink);
            at += 4 + length;
            sink.Budget.Take(1);
        }
        return null;
    }

    private static void One(int id, ReadOnlySpan<byte> record, bool isWide, TextSink sink)
    {
        switch (id)
        {
            case Label or RString or OldLabel when record.Length > 8:
                Cell(Text(record[(id == OldLabel ? 7 : 6)..], isWide, id == OldLabel), sink);
                break;
            case String or Header or Footer when record.Length > 3:
                Cell(Text(record, isWide, !isWide && id != String), sink);
                break;
            case SheetName when record.Length > 8:
                Cell(isWide ? Characters(record[8..], record[6], (record[7] & 1) != 0) : Narrow(record[7..], record[6]), sink);
                break;
            case Number when record.Length >= 14:
                Cell(BinaryPrimitives.ReadDoubleLittleEndian(record[6..]), sink);
                break;
            case Rk when record.Length >= 10:
                Cell(OfRk(BinaryPrimitives.ReadUInt32LittleEndian(record[6..])), sink);
                break;
            case MulRk:
                for (var at = 4; at + 8 <= record.Length; at += 6) Cell(OfRk(BinaryPrimitives.ReadUInt32LittleEndian(record[(at + 2)..])), sink);
                break;
            case Row:
                sink.Line();
                break;
            default:
                break;
        }
    }

    private static void Cell(string text, TextSink sink)
    {
        sink.Append(text);
        sink.Tab();
    }

    private static void Cell(double number, TextSink sink) => Cell(number.ToString("R", CultureInfo.InvariantCulture), sink);

    /// <summary>Section 2.5.217.</summary>
    private static double OfRk(uint rk)
    {
        var number = (rk & 2) != 0 ? (int)rk >> 2 : BitConverter.UInt64BitsToDouble((ulong)(rk & 0xFFFF_FFFC) << 32);
        return (rk & 1) != 0 ? number / 100 : number;
    }

    private static string Text(ReadOnlySpan<byte> text, bool isWide, bool isShort)
    {
        if (text.Length < 3) return "";
        if (!isWide) return isShort ? Narrow(text[1..], text[0]) : Narrow(text[2..], BinaryPrimitives.ReadUInt16LittleEndian(text));
        return Characters(text[3..], BinaryPrimitives.ReadUInt16LittleEndian(text), (text[2] & 1) != 0);
    }

    private static string Narrow(ReadOnlySpan<byte> text, int count)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252).GetString(text[..Math.Min(count, text.Length)]);
    }

    private static string Characters(ReadOnlySpan<byte> text, int count, bool wide) => wide
        ? Encoding.Unicode.GetString(text[..(Math.Min(2 * count, text.Length) & ~1)])
        : Encoding.Latin1.GetString(text[..Math.Min(count, text.Length)]);

    /// <summary>A record with the pieces that continue it, which matters to strings: each piece begins with flags of its own.</summary>
    private static List<ReadOnlyMemory<byte>> Whole(byte[] book, int at)
    {
        List<ReadOnlyMemory<byte>> pieces = [];
        do
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(book.AsSpan(at + 2));
            pieces.Add(book.AsMemory(at + 4, Math.Min(length, book.Length - at - 4)));
            at += 4 + length;
        }
        while (at + 4 <= book.Length && BinaryPrimitives.ReadUInt16LittleEndian(book.AsSpan(at)) == Continue);
        return pieces;
    }

    /// <summary>The text of a note or a box stands in the records that continue it (section 2.4.329).</summary>
    private static void Texts(byte[] book, int at, TextSink sink)
    {
        if (at + 5 > book.Length || BinaryPrimitives.ReadUInt16LittleEndian(book.AsSpan(at)) != Continue) return;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(book.AsSpan(at + 2));
        if (length < 2 || at + 4 + length > book.Length) return;
        Cell(Characters(book.AsSpan(at + 5, length - 1), length, (book[at + 4] & 1) != 0), sink);
        sink.Line();
    }

    /// <summary>The shared strings (section 2.4.265), which may break anywhere between pieces.</summary>
    private static void Shared(List<ReadOnlyMemory<byte>> pieces, TextSink sink)
    {
        var cursor = new Cursor(pieces, 8);
        while (cursor.HasMore)
        {
            int count = cursor.UInt16();
            var flags = cursor.Byte();
            var runs = (flags & 8) != 0 ? cursor.UInt16() : 0;
            var phonetic = (flags & 4) != 0 ? cursor.Int32() : 0;
            cursor.Text(count, (flags & 1) != 0, sink);
            sink.Line();
            cursor.Skip(4L * runs + Math.Max(0, phonetic));
        }
    }

    private sealed class Cursor(List<ReadOnlyMemory<byte>> pieces, int start)
    {
        private int _piece;
        private int _at = start;

        public bool HasMore
        {
            get
            {
                while (_piece < pieces.Count && _at >= pieces[_piece].Length) (_piece, _at) = (_piece + 1, 0);
                return _piece < pieces.Count;
            }
        }

        public byte Byte() => HasMore ? pieces[_piece].Span[_at++] : (byte)0;

        public ushort UInt16() => (ushort)(Byte() | Byte() << 8);

        public int Int32() => UInt16() | UInt16() << 16;

        public void Skip(long octets)
        {
            while (octets > 0 && HasMore)
            {
                var step = (int)Math.Min(octets, pieces[_piece].Length - _at);
                (_at, octets) = (_at + step, octets - step);
            }
        }

        public void Text(int count, bool wide, TextSink sink)
        {
            while (count > 0 && HasMore)
            {
                var here = pieces[_piece].Span[_at..];
                var taken = Math.Min(count, wide ? here.Length / 2 : here.Length);
                sink.Append(Characters(here, taken, wide));
                _at += wide ? 2 * taken : taken;
                count -= taken;
                if (count == 0) return;
                if (taken == 0) _at = pieces[_piece].Length;
                // What goes on in the next piece begins with its own flag.
                if (HasMore) wide = (Byte() & 1) != 0;
            }
        }
    }
}
