using System.Text;
using Chancery.Mail.Headers;

namespace Chancery.Mail.Dkim;

/// <summary>Header fields as they are hashed (RFC 6376 sections 3.4.1 and 3.4.2).</summary>
internal static class HeaderForm
{
    /// <summary>With CRLF at the end.</summary>
    public static byte[] Of(ReadOnlySpan<byte> field, Canonical form) => form == Canonical.Relaxed ? Relaxed(field) : Simple(field);

    private static byte[] Simple(ReadOnlySpan<byte> field) => field.EndsWith("\r\n"u8) ? field.ToArray() : [.. field.TrimEnd("\r\n"u8), .. "\r\n"u8];

    private static byte[] Relaxed(ReadOnlySpan<byte> field)
    {
        var colon = field.IndexOf((byte)':');
        var result = new MemoryStream(field.Length);
        result.Write(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(field[..colon].Trim(" \t"u8)).ToLowerInvariant()));
        result.WriteByte((byte)':');
        var (space, text) = (false, false);
        foreach (var octet in field[(colon + 1)..])
        {
            if (octet is (byte)'\r' or (byte)'\n')
                continue;
            if (octet is (byte)' ' or (byte)'\t')
            {
                space = true;
                continue;
            }

            if (space && text)
                result.WriteByte((byte)' ');
            (space, text) = (false, true);
            result.WriteByte(octet);
        }

        result.Write("\r\n"u8);
        return result.ToArray();
    }

    /// <summary>The fields named, each name taking the next one from the bottom; a name without a field left takes nothing (RFC 6376 section 5.4.2).</summary>
    public static IEnumerable<RawField> Select(RawHeaderBlock header, IEnumerable<string> names)
    {
        var left = header.Fields.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => new Stack<RawField>(group), StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
            if (left.TryGetValue(name, out var fields) && fields.TryPop(out var field))
                yield return field;
    }
}
