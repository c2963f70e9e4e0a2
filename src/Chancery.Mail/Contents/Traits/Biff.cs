using System.Buffers.Binary;

namespace Chancery.Mail.Contents.Traits;

/// <summary>The records of a workbook (MS-XLS 2.1.4, older releases alike): number, length, data.</summary>
internal static class Biff
{
    private const ushort FilePass = 0x2F, BoundSheet = 0x85, EndOfFile = 0x0A;

    /// <summary>Record FilePass (MS-XLS 2.4.117).</summary>
    public static bool IsEncrypted(ReadOnlySpan<byte> start)
    {
        while (Next(ref start, out var id, out _))
        {
            if (id == FilePass) return true;
            if (id is BoundSheet or EndOfFile) return false;
        }
        return false;
    }

    /// <summary>A sheet of macros (MS-XLS 2.4.28, <c>dt</c> 1).</summary>
    public static bool HasMacroSheet(ReadOnlySpan<byte> start)
    {
        while (Next(ref start, out var id, out var data))
        {
            if (id == BoundSheet && data.Length > 5 && data[5] == 1) return true;
            if (id == EndOfFile) return false;
        }
        return false;
    }

    private static bool Next(ref ReadOnlySpan<byte> rest, out ushort id, out ReadOnlySpan<byte> data)
    {
        id = 0;
        data = [];
        if (rest.Length < 4) return false;
        id = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
        data = rest[4..Math.Min(rest.Length, 4 + length)];
        rest = rest[Math.Min(rest.Length, 4 + length)..];
        return true;
    }
}
