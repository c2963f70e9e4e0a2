using System.Text;
using System.Text.RegularExpressions;

namespace Acceptance.Support;

/// <summary>
/// What must arrive of a mail that no rule touches, sent in a session with trust: every octet but the fields for hidden
/// recipients. Made from the text alone, so that it does not repeat a mistake of the product's reader.
/// </summary>
internal static partial class Untouched
{
    public static string Expected(byte[] sent)
    {
        var text = Encoding.Latin1.GetString(sent);
        // Data on the wire consists of whole lines; only an empty mail has none.
        if (text.Length > 0 && !text.EndsWith("\r\n", StringComparison.Ordinal))
            text += "\r\n";
        var body = text.StartsWith("\r\n", StringComparison.Ordinal) ? 0 : text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2;
        return body == 1 ? HiddenRecipients().Replace(text, "") : HiddenRecipients().Replace(text[..body], "") + text[body..];
    }

    [GeneratedRegex(@"^(?:Resent-)?Bcc[ \t]*:.*\n(?:[ \t].*\n)*", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex HiddenRecipients();
}
