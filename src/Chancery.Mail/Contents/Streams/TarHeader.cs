using System.Text;

namespace Chancery.Mail.Contents.Streams;

internal static class TarHeader
{
    private const int Header = 512, ChecksumAt = 148, ChecksumOctets = 8;

    /// <summary>Regular file, also as the oldest archives write it, and contiguous file.</summary>
    public static bool IsFile(char kind) => kind is '0' or '\0' or '7';

    public static string Name(byte[] header)
    {
        var name = Text(header, 0, 100);
        var prefix = header.AsSpan(257).StartsWith("ustar\0"u8) ? Text(header, 345, 155) : "";
        return prefix.Length == 0 ? name : prefix + "/" + name;
    }

    /// <summary>Octal digits, or base 256 where the first bit is set (GNU); -1 if it is neither.</summary>
    public static long Number(byte[] header, int at, int octets)
    {
        if ((header[at] & 0x80) != 0)
        {
            var value = (long)(header[at] & 0x3F);
            for (var i = 1; i < octets; i++) value = value > long.MaxValue >> 9 ? long.MaxValue >> 9 : (value << 8) | header[at + i];
            return value;
        }
        var text = Text(header, at, octets).Trim();
        return text.Any(c => c is < '0' or > '7') ? -1 : text.Aggregate(0L, (sum, digit) => sum * 8 + digit - '0');
    }

    /// <summary>Unsigned as POSIX says, or signed as some old programs wrote.</summary>
    public static bool HasChecksum(ReadOnlySpan<byte> header)
    {
        var text = Encoding.Latin1.GetString(header.Slice(ChecksumAt, ChecksumOctets)).Trim('\0', ' ');
        if (text.Length == 0 || text.Any(c => c is < '0' or > '7')) return false;
        var (plain, signed) = (ChecksumOctets * ' ', ChecksumOctets * ' ');
        for (var i = 0; i < Header; i++)
        {
            if (i is >= ChecksumAt and < ChecksumAt + ChecksumOctets) continue;
            plain += header[i];
            signed += (sbyte)header[i];
        }
        var given = text.Aggregate(0, (sum, digit) => sum * 8 + digit - '0');
        return given == plain || given == signed;
    }

    /// <summary>Records of an extended header: <c>length key=value\n</c>.</summary>
    public static IEnumerable<(string Key, string Value)> Records(byte[] octets)
    {
        for (var at = 0; at < octets.Length;)
        {
            var space = octets.AsSpan(at).IndexOf((byte)' ');
            if (space is <= 0 or > 10 || !int.TryParse(Encoding.ASCII.GetString(octets, at, space), out var length)) yield break;
            if (length <= space + 1 || at + length > octets.Length) yield break;
            var record = Encoding.UTF8.GetString(octets, at + space + 1, length - space - 1).TrimEnd('\n');
            var equals = record.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) yield return (record[..equals], record[(equals + 1)..]);
            at += length;
        }
    }

    private static string Text(byte[] header, int at, int octets)
    {
        var field = header.AsSpan(at, octets);
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }
}
