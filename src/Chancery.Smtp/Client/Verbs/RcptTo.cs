using System.Text;
using Chancery.Engine.Ports;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>RFC 5321 section 4.1.1.3.</summary>
internal static class RcptTo
{
    public static string Line(string recipient, DeliveryRequest request, Capabilities offered)
    {
        var line = new StringBuilder("RCPT TO:<").Append(recipient).Append('>');
        if (offered.Dsn && request.Recipients.GetValueOrDefault(recipient) is { } asked)
            AddReportWishes(line, asked);
        return line.ToString();
    }

    /// <summary>What a refusal means; null when the recipient was accepted.</summary>
    public static RecipientOutcome? Refusal(string recipient, PeerReply reply)
    {
        if (reply.IsPositive)
            return null;
        // 552 is how old servers say "too many recipients" (RFC 5321 section 4.5.3.1.10).
        var failed = reply.IsPermanent && reply.Code != 552;
        var status = failed || !reply.IsPermanent ? reply.Status : "4.5.3";
        return new RecipientOutcome(recipient, failed ? TransportVerdict.Failed : TransportVerdict.Deferred, reply.Text, status);
    }

    /// <summary>RFC 3461 sections 4.1 and 4.2.</summary>
    private static void AddReportWishes(StringBuilder line, RecipientRequest asked)
    {
        if (asked.Notify is { } notify)
            line.Append(" NOTIFY=").Append(Words(notify));
        if (asked.OriginalRecipient is { } original)
            line.Append(" ORCPT=").Append(Typed(original));
    }

    private static string Words(Notify notify)
    {
        (Notify Flag, string Word)[] words = [(Notify.Success, "SUCCESS"), (Notify.Failure, "FAILURE"), (Notify.Delay, "DELAY")];
        return notify == Notify.Never ? "NEVER" : string.Join(',', words.Where(word => notify.HasFlag(word.Flag)).Select(word => word.Word));
    }

    private static string Typed(string original)
    {
        var split = original.IndexOf(';', StringComparison.Ordinal);
        var (type, address) = split < 0 ? ("rfc822", original) : (original[..split], original[(split + 1)..]);
        return Xtext.Encode(type) + ";" + (type.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? Xtext.EncodeUtf8Address(address) : Xtext.Encode(address));
    }
}
