using UglyToad.PdfPig;
using UglyToad.PdfPig.AcroForms.Fields;
using UglyToad.PdfPig.Content;

namespace Chancery.Mail.Documents.Pdf;

/// <summary>The text of a PDF page by page, so that only one is held; with form fields, notes, properties and attached files.</summary>
internal static class PdfText
{
    public const int MaxPages = 5000;

    /// <summary>Why text may be missing; null if all was read.</summary>
    public static string? Read(byte[] octets, TextSink sink, int depth)
    {
        string? unread = null;
        PdfFile.Read(octets, sink.Budget, (document, limits) =>
        {
            Properties(document, sink);
            for (var number = 1; number <= document.NumberOfPages; number++)
            {
                if (number > MaxPages)
                {
                    unread ??= "its pages are over the limit";
                    break;
                }
                unread ??= Page(document, number, sink) ?? limits.Exceeded;
            }
            Fields(document, sink);
            unread ??= Attached(document, sink, depth);
        });
        return unread;
    }

    private static string? Page(PdfDocument document, int number, TextSink sink)
    {
        try
        {
            var page = document.GetPage(number);
            Letters(page.Letters, sink);
            foreach (var note in page.GetAnnotations())
                if (!string.IsNullOrWhiteSpace(note.Content)) Append(note.Content, sink);
            return null;
        }
        catch (Exception damage) when (damage is not (UnreadableException or OutOfMemoryException))
        {
            return "a page of it is damaged";
        }
    }

    /// <summary>Letters come in the order of the page's content. Gaps between them are the only sign of words and lines.</summary>
    private static void Letters(IReadOnlyList<Letter> letters, TextSink sink)
    {
        Letter? last = null;
        foreach (var letter in letters)
        {
            if (last is not null && Between(last, letter) is { } mark) sink.Append(mark);
            sink.Append(letter.Value);
            last = letter;
        }
        sink.Line();
    }

    private static char? Between(Letter last, Letter letter)
    {
        var size = Math.Max(Math.Max(Math.Abs(last.PointSize), Math.Abs(letter.PointSize)), 1);
        var (dx, dy) = (letter.StartBaseLine.X - last.EndBaseLine.X, letter.StartBaseLine.Y - last.EndBaseLine.Y);
        // Along the line and across it, whichever way the line runs.
        var (alongX, alongY) = (last.EndBaseLine.X - last.StartBaseLine.X, last.EndBaseLine.Y - last.StartBaseLine.Y);
        var length = Math.Sqrt(alongX * alongX + alongY * alongY);
        var (along, across) = length < 0.001 ? (dx, dy) : ((dx * alongX + dy * alongY) / length, (dy * alongX - dx * alongY) / length);
        if (Math.Abs(across) > 0.5 * size || along < -2 * size) return '\n';
        return along > 0.2 * size && last.Value is not " " && letter.Value is not " " ? ' ' : null;
    }

    private static void Properties(PdfDocument document, TextSink sink)
    {
        var properties = document.Information;
        foreach (var text in (string?[])[properties.Title, properties.Subject, properties.Keywords, properties.Author])
            if (!string.IsNullOrWhiteSpace(text)) Append(text, sink);
    }

    private static void Fields(PdfDocument document, TextSink sink)
    {
        if (!document.TryGetForm(out var form)) return;
        foreach (var field in form.Fields.SelectMany(Flat))
        {
            var text = field switch
            {
                AcroTextField written => written.Value,
                AcroComboBoxField chosen => string.Join('\n', chosen.SelectedOptions),
                AcroListBoxField chosen => string.Join('\n', chosen.SelectedOptions),
                _ => null,
            };
            if (!string.IsNullOrWhiteSpace(text)) Append(text, sink);
        }
    }

    private static IEnumerable<AcroFieldBase> Flat(AcroFieldBase field) =>
        field is AcroNonTerminalField { Children: var children } ? children.SelectMany(Flat) : [field];

    private static string? Attached(PdfDocument document, TextSink sink, int depth)
    {
        if (!document.Advanced.TryGetEmbeddedFiles(out var files)) return null;
        string? unread = null;
        foreach (var file in files)
        {
            var octets = file.Memory.ToArray();
            var type = EmbeddedType.Of(octets) ?? (Charsets.LooksLikeText(Charsets.Guess(octets)) ? "text" : "image");
            var reading = DocumentText.Read(octets, type, null, sink.Budget, depth + 1);
            foreach (var text in reading.Readings) Append(text, sink);
            unread ??= reading.Unread;
        }
        return unread;
    }

    private static void Append(string text, TextSink sink)
    {
        sink.Line();
        sink.Append(text);
        sink.Line();
    }
}
