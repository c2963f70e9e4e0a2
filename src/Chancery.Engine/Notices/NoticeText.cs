using System.Buffers;
using System.Globalization;
using System.Text;
using Chancery.Engine.Messages;

namespace Chancery.Engine.Notices;

/// <summary>Writes mail of our own: CRLF line ends, text in base64 so that no server needs to change it, headers in ASCII wherever the addressee's address is.</summary>
/// <param name="to">Whom it is for; empty for nobody.</param>
internal sealed class NoticeText(string to)
{
    private const int LongestValue = 900;
    private const int LongestReply = 600;

    private readonly ArrayBufferWriter<byte> _text = new();

    /// <summary>The address is not ASCII, so that this mail takes SMTPUTF8 (RFC 6531) and its fields may hold UTF-8.</summary>
    public bool IsInternational { get; } = !Ascii.IsValid(to);

    public NoticeText Field(string name, string value)
    {
        var clean = IsInternational ? Readable(value) : Printable(value);
        return Line($"{name}: {(clean.Length <= LongestValue ? clean : clean[..LongestValue])}");
    }

    /// <summary>The fields every notice about a message begins with (RFC 3834 section 3: it says that it is automatic, and to what it belongs).</summary>
    public NoticeText Head(SpooledMessage about, string subject, NoticeSender sender)
    {
        Field("Date", DateOf(sender.Now))
            .Field("From", $"Mail Gateway <{sender.Postmaster}>")
            .Field("To", $"<{to}>")
            .Field("Subject", subject)
            .Field("Message-ID", $"<{sender.NoticeId}@{sender.Hostname}>")
            .Field("Auto-Submitted", "auto-replied");
        if (about.HeaderMessageId is { } original)
            Field("In-Reply-To", original).Field("References", original);
        return Field("MIME-Version", "1.0");
    }

    public NoticeText Line(string line = "") => Octets(Encoding.UTF8.GetBytes(line + "\r\n"));

    /// <summary>As they are: content of others, with line ends of its own.</summary>
    public NoticeText Octets(ReadOnlySpan<byte> octets)
    {
        _text.Write(octets);
        return this;
    }

    /// <summary>A body in base64, 76 columns (RFC 2045 section 6.8).</summary>
    public NoticeText Base64(string body) => Base64(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")));

    public NoticeText Base64(byte[] body)
    {
        var encoded = Convert.ToBase64String(body);
        for (var at = 0; at < encoded.Length; at += 76)
            Line(encoded[at..Math.Min(at + 76, encoded.Length)]);
        return this;
    }

    public static string DateOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";

    public byte[] ToBytes() => _text.WrittenSpan.ToArray();

    /// <summary>For a header field: values come from addresses and replies of peers, and nothing in them may start a new line.</summary>
    public static string Printable(string value) => Cleaned(value, c => c is >= ' ' and <= '~');

    /// <summary>For the text of a part in UTF-8: everything but controls.</summary>
    public static string Readable(string value) => Cleaned(value, c => !char.IsControl(c) && c is not ('\u2028' or '\u2029'));

    /// <summary>A peer's reply on one line, cut where it says more than anybody reads.</summary>
    public static string Shortened(string reply)
    {
        var line = Readable(reply.ReplaceLineEndings(" "));
        return line.Length <= LongestReply ? line : line[..LongestReply];
    }

    private static string Cleaned(string value, Func<char, bool> stays) => string.Concat(value.Select(c => stays(c) ? c : '?'));
}
