namespace Chancery.Mail.Documents.Html;

/// <summary><c>&lt;!--[if mso]&gt; … &lt;![endif]--&gt;</c>: a comment to most, text to Outlook.</summary>
internal static class ConditionalComment
{
    /// <summary>What is shown by those who heed it; null for a comment like others.</summary>
    public static string? Content(string comment)
    {
        var text = comment.AsSpan().TrimStart();
        if (!text.StartsWith("[if", StringComparison.OrdinalIgnoreCase)) return null;
        var start = text.IndexOf("]>");
        if (start < 0) return null;
        var shown = text[(start + 2)..];
        var end = shown.LastIndexOf("<![endif]", StringComparison.OrdinalIgnoreCase);
        return (end < 0 ? shown : shown[..end]).ToString();
    }
}
