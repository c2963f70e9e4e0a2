using Chancery.Engine.Messages;

namespace Chancery.Engine.Notices;

/// <summary>
/// A delivery status notification (RFC 3464) in a multipart/report (RFC 6522), English and German, with what may go back of the
/// message. Where the sender's address is not ASCII, in the forms of RFC 6533.
/// </summary>
internal static class DeliveryStatusNotification
{
    public static byte[] Compose(SpooledMessage message, Report report, Returned returned, NoticeSender sender, string boundary)
    {
        var text = new NoticeText(message.Envelope.ReversePath);
        text.Head(message, ReportWords.Subject(report.Kind), sender)
            .Line($"Content-Type: multipart/report; report-type={(text.IsInternational ? "global-delivery-status" : "delivery-status")};\r\n boundary=\"{boundary}\"")
            .Line()
            .Line("This is a delivery status notification (RFC 3464).")
            .Line($"--{boundary}")
            .Line("Content-Type: text/plain; charset=utf-8")
            .Line("Content-Transfer-Encoding: base64")
            .Line()
            .Base64(ReportWords.Of(report, message, sender.Hostname))
            .Line($"--{boundary}")
            .Line(text.IsInternational ? "Content-Type: message/global-delivery-status\r\nContent-Transfer-Encoding: 8bit" : "Content-Type: message/delivery-status")
            .Line();
        AddStatus(text, message, report, sender);
        text.Line($"--{boundary}");
        AddReturned(text, returned);
        text.Line($"--{boundary}--");
        return text.ToBytes();
    }

    private static void AddStatus(NoticeText text, SpooledMessage message, Report report, NoticeSender sender)
    {
        var request = message.Envelope.Request;
        text.Field("Reporting-MTA", $"dns; {sender.Hostname}");
        if (request.EnvelopeId is { } envelope)
            text.Field("Original-Envelope-Id", envelope);
        text.Field("X-Chancery-Id", message.Id).Field("Arrival-Date", NoticeText.DateOf(message.ReceivedAt));
        foreach (var recipient in report.Recipients)
        {
            text.Line();
            if (request.Recipients.GetValueOrDefault(recipient.Address)?.OriginalRecipient is { } original)
                text.Field("Original-Recipient", TypedAddress.OfOriginal(original, text.IsInternational));
            text.Field("Final-Recipient", TypedAddress.Of(recipient.Address, text.IsInternational))
                .Field("Action", report.Kind.Action())
                .Field("Status", recipient.Status);
            if (recipient.Peer is { } peer)
                text.Field("Remote-MTA", $"dns; {peer[..Math.Max(peer.LastIndexOf(':'), 0)]}").Field("Diagnostic-Code", $"smtp; {NoticeText.Shortened(recipient.Diagnostic)}");
            else
                text.Field("Diagnostic-Code", $"x-chancery; {NoticeText.Shortened(recipient.Diagnostic)}");
            text.Field("Last-Attempt-Date", NoticeText.DateOf(sender.Now));
            if (report.RetryUntil is { } until)
                text.Field("Will-Retry-Until", NoticeText.DateOf(until));
        }

        text.Line();
    }

    /// <summary>What is 8-bit stays so in a whole message, which may not be encoded again (RFC 2046 section 5.2.1).</summary>
    private static void AddReturned(NoticeText text, Returned returned)
    {
        var (type, encoding) = (returned.Extent, text.IsInternational, returned.IsAscii) switch
        {
            (Extent.Full, true, _) => ("message/global", "8bit"),
            (Extent.Full, _, var ascii) => ("message/rfc822", ascii ? "7bit" : "8bit"),
            (_, true, _) => ("message/global-headers", "8bit"),
            (_, _, var ascii) => ("text/rfc822-headers", ascii ? "7bit" : "base64"),
        };
        text.Line($"Content-Type: {type}").Line($"Content-Transfer-Encoding: {encoding}").Line();
        if (encoding == "base64")
            text.Base64(returned.Octets);
        else
            text.Octets(returned.Octets).Line();
    }
}
