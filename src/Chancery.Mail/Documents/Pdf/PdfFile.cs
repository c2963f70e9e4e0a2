using System.Runtime.ExceptionServices;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Chancery.Mail.Documents.Pdf;

/// <summary>
/// Opens a PDF for someone who reads it, on a thread of its own: what hostile files do to a parser's stack and time shall not
/// reach the mail's worker.
/// </summary>
internal static class PdfFile
{
    private const int StackSize = 16 * 1024 * 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    /// <exception cref="UnreadableException">Encrypted, damaged, or over a limit.</exception>
    public static void Read(byte[] octets, ReadingBudget budget, Action<PdfDocument, PdfLimits> read)
    {
        Exception? failure = null;
        var limits = new PdfLimits(budget);
        var reader = new Thread(() =>
        {
            try
            {
                using var document = PdfDocument.Open(octets, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, ClipPaths = false, FilterProvider = new BoundedFilters(limits) });
                read(document, limits);
            }
            catch (Exception caught)
            {
                failure = caught;
            }
        }, StackSize)
        { IsBackground = true, Name = "pdf" };
        reader.Start();
        var left = budget.Left + Grace;
        if (!reader.Join(left > TimeSpan.Zero ? left : Grace))
        {
            budget.IsCancelled = true;
            throw new UnreadableException("reading the text takes too long");
        }
        switch (failure)
        {
            case null:
                return;
            case PdfDocumentEncryptedException:
                throw UnreadableException.Encrypted();
            case UnreadableException reason:
                throw new UnreadableException(reason.Message);
            case OutOfMemoryException:
                ExceptionDispatchInfo.Throw(failure);
                return;
            default:
                throw limits.Exceeded is { } exceeded ? new UnreadableException(exceeded) : UnreadableException.Broken();
        }
    }
}
