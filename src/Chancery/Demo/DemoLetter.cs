using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Host.Demo;

/// <summary>Writes a demo mail as RFC 5322 text; the attachment goes by in pieces.</summary>
internal static class DemoLetter
{
    private const string Boundary = "demo-part";

    public static async Task WriteAsync(string path, DemoMail mail, string messageId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var file = File.Create(path);
        await file.WriteAsync(Encoding.UTF8.GetBytes(Head(mail, messageId, now) + TextPart(mail)), cancel);
        if (mail.AttachmentBytes == 0)
            return;
        await AttachAsync(file, mail.AttachmentBytes, cancel);
        await file.WriteAsync(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"), cancel);
    }

    private static string Head(DemoMail mail, string messageId, DateTimeOffset now) =>
        $"From: {Encoded("Jörg Müller")} <{DemoMail.Sender}>\r\n"
        + $"To: {string.Join(",\r\n ", mail.To.Select(to => $"<{to}>"))}\r\n"
        + $"Subject: {Encoded(mail.Subject)}\r\n"
        + $"Date: {now.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000\r\n"
        + $"Message-ID: {messageId}\r\nMIME-Version: 1.0\r\n"
        + (mail.AttachmentBytes == 0 ? "" : $"Content-Type: multipart/mixed; boundary=\"{Boundary}\"\r\n\r\n--{Boundary}\r\n");

    private static string TextPart(DemoMail mail) =>
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Lines(Encoding.UTF8.GetBytes($"Guten Tag,\r\n\r\ndas ist die Vorführung: {mail.TitleGerman}.\r\n\r\nMit schönen Grüßen\r\nJörg Müller\r\n"));

    /// <summary>A PDF by its first octets; the rest is filling.</summary>
    private static async Task AttachAsync(Stream file, long octets, CancellationToken cancel)
    {
        await file.WriteAsync(Encoding.ASCII.GetBytes(
            $"\r\n--{Boundary}\r\nContent-Type: application/pdf; name=\"drawings.pdf\"\r\nContent-Disposition: attachment; filename=\"drawings.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"), cancel);
        var block = new byte[57 * 1024];
        "%PDF-1.7\n"u8.CopyTo(block);
        for (var left = octets; left > 0; left -= block.Length)
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(Lines(block.AsSpan(0, (int)Math.Min(left, block.Length)))), cancel);
            RandomNumberGenerator.Fill(block);
        }
    }

    /// <summary>Base64 in lines of 76 characters (RFC 2045 section 6.8).</summary>
    private static string Lines(ReadOnlySpan<byte> data) => Convert.ToBase64String(data, Base64FormattingOptions.InsertLineBreaks).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n";

    private static string Encoded(string text) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
}
