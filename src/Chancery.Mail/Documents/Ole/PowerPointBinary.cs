using System.Buffers.Binary;
using System.Text;

namespace Chancery.Mail.Documents.Ole;

/// <summary>The text atoms of PowerPoint 97 to 2003 files (MS-PPT section 2.9), wherever they stand in the tree of records.</summary>
internal static class PowerPointBinary
{
    private const int Characters = 0x0FA0, Octets = 0x0FA8, Named = 0x0FBA;

    public static string? Read(CompoundFile file, byte[] slides, TextSink sink)
    {
        // The user's record of an encrypted file bears a token of its own (section 2.3.2).
        if (file.Has("EncryptedSummary") || file.Read("Current User") is { Length: >= 16 } user && BinaryPrimitives.ReadUInt32LittleEndian(user.AsSpan(12)) == 0xF3D1C4DF)
            throw UnreadableException.Encrypted();
        for (var at = 0; at + 8 <= slides.Length;)
        {
            var (kind, id, length) = (slides[at] & 0xF, BinaryPrimitives.ReadUInt16LittleEndian(slides.AsSpan(at + 2)), BinaryPrimitives.ReadUInt32LittleEndian(slides.AsSpan(at + 4)));
            at += 8;
            sink.Budget.Take(1);
            // A container's records follow it.
            if (kind == 0xF) continue;
            if (length > slides.Length - at) return "it is cut off";
            if (id is Characters or Named) Append(Encoding.Unicode.GetString(slides, at, (int)length & ~1), sink);
            else if (id == Octets) Append(Encoding.Latin1.GetString(slides, at, (int)length), sink);
            at += (int)length;
        }
        return null;
    }

    private static void Append(string text, TextSink sink)
    {
        sink.Append(text.Replace('\r', '\n').Replace('\v', '\n'));
        sink.Line();
    }
}
