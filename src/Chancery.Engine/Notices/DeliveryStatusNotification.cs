using Chancery.Engine.Messages;

namespace Chancery.Engine.Notices;

/// <summary>
/// A delivery status notification (RFC 3464) in a multipart/report (RFC 6522), English and German, with the header section
/// of the message that failed.
/// </summary>
internal static class DeliveryStatusNotification
{
    /// <param name="header">Header section of the original as it came, at most a few KiB; without Bcc.</param>
    public static byte[] Compose(
        SpooledMessage message, IReadOnlyList<FailedRecipient> failed, byte[] header, NoticeSender sender, string boundary)
    {
        var text = new NoticeText()
            .Head(message, message.Envelope.ReversePath, "Undelivered mail / Unzustellbare Nachricht", sender)
            .Line($"Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"{boundary}\"")
            .Line()
            .Line("This is a delivery status notification (RFC 3464).")
            .Line($"--{boundary}")
            .Line("Content-Type: text/plain; charset=utf-8")
            .Line("Content-Transfer-Encoding: base64")
            .Line()
            .Base64(WordsFor(message, failed, sender.Hostname))
            .Line($"--{boundary}")
            .Line("Content-Type: message/delivery-status")
            .Line();
        AddStatus(text, message, failed, sender.Hostname);
        text.Line($"--{boundary}").Line("Content-Type: text/rfc822-headers").Line("Content-Transfer-Encoding: base64").Line();
        text.Base64(header).Line($"--{boundary}--");
        return text.ToBytes();
    }

    private static void AddStatus(NoticeText text, SpooledMessage message, IReadOnlyList<FailedRecipient> failed, string hostname)
    {
        text.Field("Reporting-MTA", $"dns; {hostname}").Field("X-Chancery-Id", message.Id).Field("Arrival-Date", NoticeText.DateOf(message.ReceivedAt));
        foreach (var recipient in failed)
        {
            text.Line()
                .Field("Final-Recipient", $"rfc822; {recipient.Address}")
                .Field("Action", "failed")
                .Field("Status", recipient.Status);
            if (recipient.Peer is { } peer)
                text.Field("Remote-MTA", $"dns; {peer[..Math.Max(peer.LastIndexOf(':'), 0)]}").Field("Diagnostic-Code", $"smtp; {OneLine(recipient.Diagnostic)}");
            else
                text.Field("Diagnostic-Code", $"x-chancery; {OneLine(recipient.Diagnostic)}");
        }

        text.Line();
    }

    private static string WordsFor(SpooledMessage message, IReadOnlyList<FailedRecipient> failed, string hostname)
    {
        var list = string.Join('\n', failed.Select(f => $"  {f.Address}\n      {OneLine(f.Diagnostic)} ({f.Status})"));
        return $"""
            This is the mail gateway {hostname}.

            Your message could not be delivered to:

            {list}

            It was not delivered to these recipients and will not be tried again.
            Number of the message for inquiries: {message.Id}

            ------------------------------------------------------------

            Hier ist das Mail-Gateway {hostname}.

            Ihre Nachricht konnte an diese Empfänger nicht zugestellt werden:

            {list}

            Sie wurde ihnen nicht zugestellt, und es wird nicht noch einmal versucht.
            Nummer der Nachricht für Rückfragen: {message.Id}
            """;
    }

    private static string OneLine(string reply)
    {
        var line = NoticeText.Readable(reply.ReplaceLineEndings(" "));
        return line.Length <= 600 ? line : line[..600];
    }
}
