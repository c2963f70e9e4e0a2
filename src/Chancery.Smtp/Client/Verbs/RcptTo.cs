using Chancery.Engine.Ports;
using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Verbs;

/// <summary>RFC 5321 section 4.1.1.3.</summary>
internal static class RcptTo
{
    public static string Line(string recipient) => $"RCPT TO:<{recipient}>";

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
}
