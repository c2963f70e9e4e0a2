using Chancery.Engine.Messages;

namespace Chancery.Engine.Notices;

/// <summary>Tells a sender of our own that a message waits, and until when (language, R20).</summary>
internal static class HoldNotice
{
    public static byte[] Compose(SpooledMessage message, IReadOnlyList<string> recipients, string reason, DateTimeOffset expires, NoticeSender sender) =>
        new NoticeText(message.Envelope.ReversePath)
            .Head(message, "Your message is being held / Ihre Nachricht wird zurueckgehalten", sender)
            .Line("Content-Type: text/plain; charset=utf-8")
            .Line("Content-Transfer-Encoding: base64")
            .Line()
            .Base64(WordsFor(message, string.Join('\n', recipients.Select(r => $"  {r}")), NoticeText.Readable(reason), NoticeText.DateOf(expires)))
            .ToBytes();

    private static string WordsFor(SpooledMessage message, string list, string reason, string expires) =>
        $"""
        Your message to

        {list}

        is being held and has not been sent to them.
        Reason: {reason}
        Without a decision it is refused on {expires}.
        Number of the message for inquiries: {message.Id}

        ------------------------------------------------------------

        Ihre Nachricht an

        {list}

        wird zurückgehalten und ist diesen Empfängern nicht zugestellt worden.
        Grund: {reason}
        Ohne Entscheidung wird sie am {expires} abgelehnt.
        Nummer der Nachricht für Rückfragen: {message.Id}
        """;
}
