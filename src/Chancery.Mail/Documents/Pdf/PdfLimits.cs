namespace Chancery.Mail.Documents.Pdf;

/// <summary>What a PDF may unpack to. Its streams are decoded whole, so a bomb is met here.</summary>
internal sealed class PdfLimits(ReadingBudget budget)
{
    /// <summary>Octets of one stream: of a page's content as of a font or a table of objects.</summary>
    public const int MaxStream = 12 * 1024 * 1024;

    private const long MaxAll = 512L * 1024 * 1024;

    private long _all;

    /// <summary>A stream was left out because of it; the reason in words.</summary>
    public string? Exceeded { get; private set; }

    /// <exception cref="UnreadableException">Too much, or too late.</exception>
    public void Take(int octets)
    {
        budget.CheckTime();
        if ((_all += octets) > MaxAll) throw Over();
    }

    public UnreadableException Over()
    {
        Exceeded = "a stream of it is over the limit";
        return new UnreadableException(Exceeded);
    }
}
