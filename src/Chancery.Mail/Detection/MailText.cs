using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Chancery.Mail.Inspection;
using Chancery.Mail.Structure;

namespace Chancery.Mail.Detection;

/// <summary>The text of a message as people read it: subject and text parts, without markup.</summary>
/// <param name="Value">Normalised by <see cref="PlainForm"/>; the subject first.</param>
/// <param name="Unread">Why text is missing; null if all was read.</param>
public sealed partial record MailText(string Value, string? Unread)
{
    /// <summary>Without the subject.</summary>
    public string Body => Value[(Value.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    /// <exception cref="IOException">The original cannot be read.</exception>
    public static MailText Of(InspectedMail mail, InspectionLimits limits)
    {
        var text = new StringBuilder(mail.Subject).Append('\n');
        var left = limits.TextBytes;
        foreach (var part in mail.TextParts)
        {
            var octets = Read(mail, part, left);
            left -= octets.Length;
            var decoded = CharsetText.Decode(octets, part.Type.Charset);
            text.Append(part.MimeType == "text/html" ? WithoutMarkup(decoded) : decoded).Append('\n');
        }
        var unread = mail.AttachmentsUnknown ?? (left <= 0 ? "the text is over the limit" : null);
        return new MailText(PlainForm.Of(text.ToString()), unread);
    }

    private static byte[] Read(InspectedMail mail, MailPart part, long limit)
    {
        using var content = mail.OpenDecoded(part);
        var octets = new MemoryStream();
        var block = new byte[16 * 1024];
        int read;
        while (octets.Length < limit && (read = content.Read(block, 0, (int)Math.Min(block.Length, limit - octets.Length))) > 0)
            octets.Write(block, 0, read);
        return octets.ToArray();
    }

    /// <summary>Elements of a line vanish, so that what they split stays one word; comments, scripts and styles are not read by people.</summary>
    private static string WithoutMarkup(string html)
    {
        var visible = Invisible().Replace(html, "");
        var lines = BlockElement().Replace(visible, "\n");
        return WebUtility.HtmlDecode(Element().Replace(lines, ""));
    }

    [GeneratedRegex(@"<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>|<head\b.*?</head\s*>",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Invisible();

    [GeneratedRegex(@"</?(p|div|br|li|ul|ol|tr|td|th|table|h[1-6]|hr|blockquote|pre|section|article)\b[^>]*>",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex BlockElement();

    [GeneratedRegex(@"</?[A-Za-z!][^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Element();
}
