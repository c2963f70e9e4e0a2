using System.Globalization;
using System.Text;
using Chancery.Engine.Outbox;
using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>RFC 5321 section 4.1.1.2, with the parameters the server offers.</summary>
internal static class MailFrom
{
    public static string Line(OutgoingMail mail, bool smtpUtf8, Capabilities offered)
    {
        var line = new StringBuilder("MAIL FROM:<").Append(mail.ReversePath).Append('>');
        if (offered.Size)
            line.Append(CultureInfo.InvariantCulture, $" SIZE={mail.Size}");
        if (mail.EightBit && offered.EightBitMime)
            line.Append(" BODY=8BITMIME");
        if (smtpUtf8)
            line.Append(" SMTPUTF8");
        return line.ToString();
    }
}
