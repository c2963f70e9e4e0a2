namespace Chancery.Mail.Contents.Traits;

/// <summary>Looks for octets in a content, wherever they stand.</summary>
internal static class Octets
{
    private const int Block = 64 * 1024;

    public static Finding Contains(ContentItem item, ReadOnlySpan<byte> wanted)
    {
        if (item.Unreadable is { } reason) return Finding.Not(reason);
        using var content = item.Open();
        var found = false;
        var wantedOctets = wanted.ToArray();
        Scan(content, wanted.Length, block => found = block.IndexOf(wantedOctets) >= 0);
        return Finding.Of(found);
    }

    /// <summary>Gives the content in blocks that overlap, until the visitor is content.</summary>
    public static void Scan(Stream content, int overlap, Visitor visit)
    {
        var block = new byte[Block];
        var kept = 0;
        int read;
        while ((read = content.Read(block, kept, block.Length - kept)) > 0)
        {
            var filled = kept + read;
            if (visit(block.AsSpan(0, filled))) return;
            kept = Math.Min(overlap, filled);
            block.AsSpan(filled - kept, kept).CopyTo(block);
        }
    }

    /// <summary>True ends the scan.</summary>
    public delegate bool Visitor(ReadOnlySpan<byte> block);
}
