using System.Text;

namespace Acceptance.Support;

internal static class Mails
{
    public static byte[] Simple(string from, string to, string subject, string body = "Hello.\r\n", string extra = "", string? messageId = null) =>
        Encoding.UTF8.GetBytes(
            $"From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: Mon, 02 Mar 2026 10:00:00 +0100\r\nMessage-ID: {messageId ?? $"<{Guid.CreateVersion7():N}@test.example>"}\r\n"
            + $"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n{extra}\r\n{body}");

    /// <summary>Lone LF becomes CRLF, as mail programs send files.</summary>
    public static byte[] WithCrLf(byte[] content)
    {
        var lines = new MemoryStream(content.Length + 1024);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n' && (i == 0 || content[i - 1] != '\r'))
                lines.WriteByte((byte)'\r');
            lines.WriteByte(content[i]);
        }

        return lines.ToArray();
    }
}
