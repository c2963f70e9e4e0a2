using System.Text;

namespace Chancery.Mail.Detection;

/// <summary>Decodes by the declared charset; a wrong or unknown one does not lose the text.</summary>
internal static class CharsetText
{
    public static string Decode(byte[] octets, string? charset)
    {
        // UTF-7 is a way past filters and never decoded.
        if (charset is null || charset.Equals("utf-7", StringComparison.OrdinalIgnoreCase)) return Guess(octets);
        try
        {
            var encoding = Encoding.GetEncoding(charset.Trim());
            return encoding.CodePage == Encoding.UTF8.CodePage ? Guess(octets) : encoding.GetString(octets);
        }
        catch (ArgumentException)
        {
            return Guess(octets);
        }
    }

    private static string Guess(byte[] octets) =>
        System.Text.Unicode.Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : Encoding.Latin1.GetString(octets);
}
