using MimeKit.Text;

namespace Chancery.Mail.Documents.Html;

/// <summary>
/// The text of HTML as a reader sees it. Comments, scripts and styles are not shown; elements of a line vanish, so that what they
/// split stays one word. What a style hides is left out; where it may be shown all the same, the text is read a second time with it.
/// </summary>
internal static class HtmlText
{
    private const int MaxConditionalDepth = 3;

    public static DocumentReading Read(byte[] octets, string? charset, ReadingBudget budget)
    {
        var readings = new List<string>();
        var raw = Charsets.Readings(octets, charset, budget);
        foreach (var html in raw)
            readings.AddRange(Readings(html, budget));
        // A wrong declaration may be set right inside.
        if (HtmlCharset.Of(octets) is { } inner && !string.Equals(inner, charset, StringComparison.OrdinalIgnoreCase))
            foreach (var html in Charsets.Readings(octets, inner, budget).Except(raw))
                readings.AddRange(Readings(html, budget));
        return new DocumentReading([.. readings.Distinct()], null);
    }

    /// <summary>One text, or two where hidden text may be seen.</summary>
    public static IReadOnlyList<string> Readings(string html, ReadingBudget budget)
    {
        var text = new HtmlReading(budget);
        Read(html, text, 0);
        return text.Finish();
    }

    private static void Read(string html, HtmlReading text, int depth)
    {
        using var source = new StringReader(html);
        var tokens = new HtmlTokenizer(source) { DecodeCharacterReferences = true };
        while (tokens.ReadNextToken(out var token))
        {
            text.Budget.Take(1);
            switch (token)
            {
                case HtmlScriptDataToken:
                    break;
                case HtmlDataToken data:
                    text.Data(data.Data);
                    break;
                case HtmlTagToken tag:
                    text.Tag(tag);
                    break;
                case HtmlCommentToken comment when depth < MaxConditionalDepth && ConditionalComment.Content(comment.Comment) is { } shown:
                    Read(shown, text, depth + 1);
                    break;
                default:
                    break;
            }
        }
    }
}
