using Chancery.Engine.Messages;

namespace Chancery.Engine.Notices;

/// <summary>Tells the postmaster of a message that could not be treated as its policy asks, and is held for that.</summary>
internal static class PostmasterNotice
{
    public static byte[] Compose(SpooledMessage message, IReadOnlyList<string> recipients, string reason, NoticeSender sender) =>
        new NoticeText(sender.Postmaster)
            .Head(message, $"Message {message.Id} is held: {NoticeText.Printable(reason)}", sender)
            .Line("Content-Type: text/plain; charset=utf-8")
            .Line("Content-Transfer-Encoding: base64")
            .Line()
            .Base64(
                $"""
                Message {message.Id} from <{message.Envelope.ReversePath}> to

                {string.Join('\n', recipients.Select(r => $"  {r}"))}

                is held. Reason: {NoticeText.Readable(reason)}

                See `chancery queue show {message.Id}`; when the cause is removed, `chancery queue release {message.Id}`.

                Die Nachricht wird zurückgehalten; ist die Ursache behoben, gibt `chancery queue release {message.Id}` sie frei.
                """)
            .ToBytes();
}
