using System.Globalization;
using System.Text;
using Chancery.Engine.Messages;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Receive;

/// <summary>The <c>Received:</c> field we put on top of every copy (RFC 5321 section 4.4). It names no recipient, so that copies stay alike and nobody is revealed.</summary>
public static class ReceivedHeader
{
    public static string LineFor(SpooledMessage message, string hostname)
    {
        var session = message.Session;
        var date = message.ReceivedAt.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";
        return $"Received: from {Word(session.Helo)} ([{AddressLiteral(session.Remote)}])\r\n"
            + $"\tby {Word(hostname)} with {With(session)} id {message.Id};\r\n\t{date}\r\n";
    }

    /// <summary>The registered words (RFC 3848, RFC 6531 section 4.3): plain SMTP has no marks for TLS and authentication.</summary>
    private static string With(Session session) =>
        session.Protocol == "SMTP" ? "SMTP" : Word(session.Protocol) + (session.Tls is null ? "" : "S") + (session.User is null ? "" : "A");

    /// <summary>RFC 5321 section 4.1.3: an IPv6 address carries a tag.</summary>
    private static string AddressLiteral(string remote) => remote.Contains(':', StringComparison.Ordinal) ? $"IPv6:{remote}" : remote;

    /// <summary>What a peer said of itself, fit for a header: printable ASCII without specials, at most 255 characters.</summary>
    private static string Word(string text)
    {
        var word = new StringBuilder(text.Length);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 255)))
            word.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '[' or ']' ? c : '?');
        return word.Length == 0 ? "unknown" : word.ToString();
    }
}
