using System.IO.Compression;
using Chancery.Mail.Formats;

namespace Chancery.Mail.Contents.Traits;

/// <summary>Unpacks the streams of a PDF to see that they end (ISO 32000-2 section 7.3.8): a reader would, and some never stop.</summary>
internal static class PdfStreams
{
    private const int Ahead = 2048;

    /// <summary>Why the file cannot be looked into; null if it can.</summary>
    public static string? Obstacle(ContentItem item)
    {
        if (!Pdf.IsWhole(item)) return Damage.CutOff;
        try
        {
            using var content = item.Open();
            var meter = new Meter(item.Mail.Budget, content.Length, null);
            foreach (var (at, filters) in Places(item))
                if (filters > 0) Unpack(content, at, filters, item.Mail.Budget, meter);
            return null;
        }
        catch (ContentException over)
        {
            return over.Message;
        }
    }

    /// <summary>Where data begin, and how many times they are deflated.</summary>
    private static List<(long At, int Filters)> Places(ContentItem item)
    {
        List<(long, int)> places = [];
        using var content = item.Open();
        var last = -1L;
        Octets.Scan(content, Ahead, block =>
        {
            var start = content.Position - block.Length;
            for (var at = block.IndexOf("stream"u8); at >= 0; at = Next(block, at))
            {
                var place = start + at;
                if (place <= last || at < 3 || block[at - 1] == 'd') continue;
                last = place;
                var dictionary = block[Math.Max(0, at - Ahead)..at];
                var opening = dictionary.LastIndexOf("obj"u8);
                var filters = Count(opening < 0 ? dictionary : dictionary[opening..]);
                var skip = at + 6 < block.Length && block[at + 6] == '\r' ? 8 : 7;
                if (filters > 0) places.Add((place + skip, filters));
            }
            return false;
        });
        return places;
    }

    private static int Next(ReadOnlySpan<byte> block, int at)
    {
        var next = block[(at + 6)..].IndexOf("stream"u8);
        return next < 0 ? -1 : at + 6 + next;
    }

    private static int Count(ReadOnlySpan<byte> dictionary)
    {
        if (dictionary.IndexOf("/Filter"u8) < 0) return 0;
        var count = 0;
        for (var at = dictionary.IndexOf("/FlateDecode"u8); at >= 0;)
        {
            count++;
            var next = dictionary[(at + 12)..].IndexOf("/FlateDecode"u8);
            at = next < 0 ? -1 : at + 12 + next;
        }
        return count;
    }

    private static void Unpack(Stream content, long at, int filters, ContentBudget budget, Meter meter)
    {
        Stream data = new SubRange(content, at, content.Length - at);
        for (var i = 0; i < filters; i++) data = new ZLibStream(data, CompressionMode.Decompress);
        using var counted = new MeteredStream(data, budget, meter);
        var block = new byte[32 * 1024];
        try
        {
            while (counted.Read(block) > 0) { }
        }
        catch (ContentException broken) when (broken.Message == Damage.Damaged || broken.Message == Damage.CutOff)
        {
            // Readers of PDF take what comes out of a broken stream and go on.
        }
    }
}
