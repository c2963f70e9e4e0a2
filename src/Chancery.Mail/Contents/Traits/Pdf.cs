namespace Chancery.Mail.Contents.Traits;

/// <summary>What the outside of a PDF tells (ISO 32000-2 sections 7.5.5, 7.6.2).</summary>
internal static class Pdf
{
    private const int Longest = 32;

    /// <summary>Some revision names an encryption dictionary: in a trailer or in the dictionary of a cross-reference stream, neither of which is packed.</summary>
    public static Finding IsEncrypted(ContentItem item)
    {
        if (item.Unreadable is { } reason) return Finding.Not(reason);
        using var content = item.Open();
        var found = false;
        Octets.Scan(content, Longest, block => found = NamesEncryption(block));
        return Finding.Of(found);
    }

    /// <summary>Its end is there, or nothing that an end would be missed after.</summary>
    public static bool IsWhole(ContentItem item)
    {
        var sample = item.Sample();
        return sample.Tail.LastIndexOf("startxref"u8) >= 0 || sample.Tail.LastIndexOf("%%EOF"u8) >= 0 || sample.Head.IndexOf(" obj"u8) < 0;
    }

    private static bool NamesEncryption(ReadOnlySpan<byte> block)
    {
        for (var at = block.IndexOf("/Encrypt"u8); at >= 0;)
        {
            var rest = block[(at + "/Encrypt".Length)..];
            var value = rest.TrimStart(" \t\r\n\f\0"u8);
            if (value.StartsWith("<<"u8) || (value.Length > 0 && char.IsAsciiDigit((char)value[0]) && value.Length < rest.Length)) return true;
            var next = rest.IndexOf("/Encrypt"u8);
            at = next < 0 ? -1 : block.Length - rest.Length + next;
        }
        return false;
    }
}
