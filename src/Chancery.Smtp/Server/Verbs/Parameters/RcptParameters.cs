using Chancery.Engine.Receive;
using Chancery.Mail.Envelopes;

namespace Chancery.Smtp.Server.Verbs.Parameters;

/// <summary>Parameters of RCPT: NOTIFY and ORCPT (RFC 3461).</summary>
internal static class RcptParameters
{
    private static readonly SmtpReply Twice = SmtpReply.Permanent(501, "5.4", "Parameter given twice");
    private static readonly SmtpReply Unknown = SmtpReply.Permanent(555, "5.4", "Parameter not offered");
    private static readonly SmtpReply BadNotify = SmtpReply.Permanent(501, "5.4", "NOTIFY takes NEVER, or some of SUCCESS, FAILURE, DELAY");
    private static readonly SmtpReply BadOriginal = SmtpReply.Permanent(501, "5.4", "ORCPT takes a type, a semicolon and an address");

    /// <returns>What was asked for this recipient; null for nothing, or with a refusal.</returns>
    public static RecipientRequest? Read(string text, out SmtpReply? refusal)
    {
        refusal = null;
        if (text.Length == 0)
            return null;
        var (notify, original) = (default(Notify?), default(string));
        if (ParameterList.Read(text) is not { } parameters)
        {
            refusal = Twice;
            return null;
        }

        foreach (var (keyword, value) in parameters)
        {
            if (keyword == "NOTIFY")
            {
                notify = NotifyOf(value ?? "");
                refusal = notify is null ? BadNotify : null;
            }
            else if (keyword == "ORCPT")
            {
                original = OriginalRecipient.Decode(value ?? "");
                refusal = original is null ? BadOriginal : null;
            }
            else
                refusal = Unknown;

            if (refusal is not null)
                return null;
        }

        return new RecipientRequest(notify, original);
    }

    private static Notify? NotifyOf(string value)
    {
        if (value.Equals("NEVER", StringComparison.OrdinalIgnoreCase))
            return Notify.Never;
        var asked = Notify.Never;
        foreach (var word in value.Split(','))
        {
            if (word.ToUpperInvariant() switch { "SUCCESS" => Notify.Success, "FAILURE" => Notify.Failure, "DELAY" => Notify.Delay, _ => default(Notify?) } is not { } one)
                return null;
            asked |= one;
        }

        return asked;
    }
}
