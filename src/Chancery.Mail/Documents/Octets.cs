namespace Chancery.Mail.Documents;

/// <summary>Holds one document in memory, up to the limit.</summary>
internal static class Octets
{
    private const int Block = 64 * 1024;

    /// <exception cref="UnreadableException">It is larger.</exception>
    /// <exception cref="IOException">The original cannot be read.</exception>
    public static byte[] Of(Func<Stream> open, ReadingBudget budget)
    {
        using var content = open();
        if (content.CanSeek && content.Length > budget.DocumentBytes) throw TooLarge();
        var octets = new byte[content.CanSeek ? Math.Max((int)content.Length, 1) : Block];
        var length = 0;
        int read;
        while ((read = content.Read(octets, length, octets.Length - length)) > 0)
        {
            length += read;
            if (length < octets.Length) continue;
            if (length > budget.DocumentBytes) throw TooLarge();
            if (content.CanSeek && content.Position >= content.Length) break;
            Array.Resize(ref octets, (int)Math.Min(octets.Length * 2L, budget.DocumentBytes + 1));
        }
        if (length != octets.Length) Array.Resize(ref octets, length);
        return octets;
    }

    /// <summary>All of an inner stream, such as an entry of a package, up to a limit.</summary>
    /// <exception cref="UnreadableException">It is larger.</exception>
    public static byte[] Limited(Stream content, int limit)
    {
        using var octets = new MemoryStream();
        var block = new byte[Block];
        int read;
        while ((read = content.Read(block)) > 0)
        {
            if (octets.Length + read > limit) throw TooLarge();
            octets.Write(block, 0, read);
        }
        return octets.ToArray();
    }

    private static UnreadableException TooLarge() => new("it is over the limit of a document");
}
