using System.Text;
using System.Text.RegularExpressions;

namespace Chancery.Mail.Documents.Html;

/// <summary>The charset that a document declares in its own first kilobytes.</summary>
internal static partial class HtmlCharset
{
    public static string? Of(byte[] octets)
    {
        var head = Encoding.Latin1.GetString(octets, 0, Math.Min(octets.Length, 4096));
        return Meta().Match(head) is { Success: true } found ? found.Groups[1].Value : null;
    }

    [GeneratedRegex(@"<meta\s[^>]*charset\s*=\s*[""']?\s*([A-Za-z0-9_:.+-]{2,40})", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Meta();
}
