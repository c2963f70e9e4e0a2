using Chancery.Mail.Documents;

namespace Chancery.Mail.Contents.Traits;

/// <summary>Whether all of a content could be looked at: neither encrypted nor damaged, too deep, too large or of a kind that nobody here reads.</summary>
internal static class InspectableTrait
{
    private const long MostPixels = 250_000_000;

    /// <summary>Types that may hold anything and are not opened.</summary>
    private static readonly HashSet<string> Closed = ["pst", "vhd", "vhdx", "deb", "rpm", "chm", "mdb", "one", "kdbx", "p12"];

    /// <summary>The reason why not; null if it is inspectable.</summary>
    public static string? Obstacle(ContentItem item)
    {
        if (item.Unreadable is { } unreadable) return unreadable;
        if (item.Size == 0) return null;
        if (item.Type == "unknown") return "its type is not known";
        if (item is { Type: "pdf", Encrypted.Value: true }) return WithoutPassword(item);
        if (item.Encrypted.Value != false) return item.Encrypted.Unknown ?? Damage.Encrypted;
        if (Closed.Contains(item.Type)) return "of a type that is not looked into";
        if (item.IsContainer) return item.Unseen ?? item.Entries.Select(entry => entry.NotInspectable).FirstOrDefault(reason => reason is not null);
        if (Containers.IsPackage(item.Type)) return item.PiecesUnseen ?? item.Pieces.Select(Piece).FirstOrDefault(reason => reason is not null);
        return item.Type switch
        {
            "pdf" => PdfStreams.Obstacle(item),
            "xml" or "svg" or "html" or "cda" => DeclaresEntities(item) ? "it defines entities" : null,
            "png" => Pixels(item.Sample().Head) > MostPixels ? "it has more pixels than can be looked at" : null,
            _ => null,
        };
    }

    /// <summary>Where only the owner set a password every reader opens the file and shows all of it (ISO 32000-2 section 7.6.4.1).</summary>
    private static string? WithoutPassword(ContentItem item) => DocumentText.Read(item.Open, item.Type, null, new ReadingBudget(item.Mail.Budget.Limits)).Unread;

    private static string? Piece(ContentItem piece) =>
        piece.Unreadable ?? (piece.Extension is "xml" or "rels" or "vml" && DeclaresEntities(piece) ? "it defines entities" : null);

    /// <summary>An XML reader that resolves them may be led to other files, or to no end.</summary>
    private static bool DeclaresEntities(ContentItem item) => item.Sample().HeadText().Contains("<!ENTITY", StringComparison.Ordinal);

    /// <summary>PNG (ISO 15948) section 11.2.2.</summary>
    private static long Pixels(ReadOnlySpan<byte> head) =>
        head.Length < 24 ? 0
        : (long)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head[16..]) * System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head[20..]);
}
