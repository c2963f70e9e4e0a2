using Chancery.Mail.Structure;

namespace Chancery.Mail.Inspection;

internal static class MessageTypes
{
    public static MessageType Of(MailStructure structure, CryptoState crypto, bool autoSubmitted)
    {
        if (Report(structure.Root) is { } report) return report;
        if (crypto.Encrypted is not null) return MessageType.Encrypted;
        if (crypto.Signed is not null) return MessageType.Signed;
        if (structure.Parts.Any(part => part.MimeType == "text/calendar")) return MessageType.Calendar;
        return autoSubmitted ? MessageType.Auto : MessageType.Normal;
    }

    /// <summary>RFC 6522: a report says what it reports, and has a part of that type.</summary>
    private static MessageType? Report(MailPart? root)
    {
        if (root is not { MimeType: "multipart/report" }) return null;
        if (root.Children.Any(part => part.MimeType is "message/delivery-status" or "message/global-delivery-status")) return MessageType.Dsn;
        return root.Children.Any(part => part.MimeType is "message/disposition-notification" or "message/global-disposition-notification")
            ? MessageType.Mdn
            : null;
    }
}
