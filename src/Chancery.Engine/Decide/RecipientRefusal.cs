using Chancery.Engine.Receive;
using Chancery.Engine.Tenants;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Facts;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Decide;

/// <summary>Refuses at RCPT, where SMTP can refuse single recipients, what the policy surely rejects on session and envelope alone (language, 1.4).</summary>
internal static class RecipientRefusal
{
    public static SmtpReply? Judge(Installation now, Session session, string reversePath, string recipient, DateTimeOffset at)
    {
        // What the session is trusted with, or whose mail it is, is not known yet: the answer would be about somebody else.
        if (session.Provisional || TenantResolver.NeedsAuthor(now, session, reversePath)
            || (TenantResolver.OfSender(now, session, reversePath) ?? TenantResolver.OfRecipient(now, recipient)) is not { } tenant)
            return null;
        var context = new MailContext(session, new Envelope(reversePath, [recipient]), tenant.Domains);
        var request = new DecisionRequest(tenant.Id, [new DecisionRecipient(recipient, Hidden: false)], FactSet.Empty.With(EnvelopeFacts.Of(context, recipient))) { At = at };
        return tenant.Policy.SureReject(request) is { } terms ? EarlyRefusal.ReplyOf(terms, "") : null;
    }
}
