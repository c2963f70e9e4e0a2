using System.Globalization;
using System.Text;
using Chancery.Engine.Outbox;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>RFC 5321 section 4.1.1.2, with the parameters the server offers.</summary>
internal static class MailFrom
{
    /// <param name="size">Octets of the message.</param>
    public static string Line(OutgoingMail mail, long size, bool smtpUtf8, Capabilities offered)
    {
        var line = new StringBuilder("MAIL FROM:<").Append(mail.ReversePath).Append('>');
        if (offered.Size)
            line.Append(CultureInfo.InvariantCulture, $" SIZE={size}");
        if (mail.EightBit && offered.EightBitMime)
            line.Append(" BODY=8BITMIME");
        if (smtpUtf8)
            line.Append(" SMTPUTF8");
        if (mail.Request.RequireTls && offered.RequireTls)
            line.Append(" REQUIRETLS");
        if (offered.Dsn)
            AddReportWishes(line, mail.Request);
        return line.ToString();
    }

    /// <summary>RFC 3461 sections 4.3 and 4.4.</summary>
    private static void AddReportWishes(StringBuilder line, DeliveryRequest request)
    {
        if (request.Return is { } content)
            line.Append(content == ReturnContent.Full ? " RET=FULL" : " RET=HDRS");
        if (request.EnvelopeId is { } id)
            line.Append(" ENVID=").Append(Xtext.Encode(id));
    }
}
