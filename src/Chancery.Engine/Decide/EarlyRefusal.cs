using Chancery.Engine.Inspect;
using Chancery.Engine.Messages;
using Chancery.Engine.Passage;
using Chancery.Engine.Ports;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Mail.Facts;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Decide;

/// <summary>
/// Refuses after DATA, while the client still waits, what the policy rejects for every recipient on facts of class C0 to C2
/// without cryptography (language, R22). Whatever needs more is left to the worker.
/// </summary>
public sealed class EarlyRefusal(IBlobStore blobs, Passages passages)
{
    private static readonly HashSet<string> Late =
        ["attachment.type", "attachment.typeMismatch", "attachment.encrypted", "attachment.inspectable", "attachment.macro", "attachment.active", "attachment.label", "content", "label", "message.labelConflict"];

    public async Task<SmtpReply?> JudgeAsync(Tenant tenant, Limits limits, SpooledMessage message, SealedBlob body, CancellationToken cancel)
    {
        if (!tenant.Policy.Uses.Any(use => use.Name == "reject"))
            return null;
        try
        {
            using var opened = Inspection.Open(tenant, limits, message, await blobs.OpenAsync(tenant.Id, body, cancel));
            if (await passages.FindAsync(opened, message.Envelope.Recipients, cancel) is not null)
                return null;
            return Decide(opened) is { } decision ? RefusalOf(decision, message.Id) : null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The worker will meet the same failure and hold the message; a client is never told of our faults by a 5xx.
            return null;
        }
    }

    /// <summary>Null as soon as a fact is needed that is too late or too costly for a waiting client.</summary>
    private static Decision? Decide(OpenedMessage opened)
    {
        var request = Inspection.RequestFor(opened, opened.Message.Envelope.Recipients);
        while (true)
        {
            var step = opened.Tenant.Policy.Decide(request);
            if (step is DecisionStep.Decided decided)
                return decided.Decision;
            var found = new Dictionary<FactKey, Fact>();
            foreach (var key in ((DecisionStep.Needs)step).Keys)
            {
                if (Late.Contains(key.Name) || MailFacts.TryFetch(key, opened.Mail, opened.Context) is not { } fact)
                    return null;
                found[key] = fact;
            }

            request = request with { Facts = request.Facts.With(found) };
        }
    }

    /// <summary>Our log repeats the reply, so that its id leads there; nothing else is kept of a message refused here.</summary>
    private static SmtpReply? RefusalOf(Decision decision, string messageId)
    {
        if (decision.Groups.Count == 0 || decision.Groups.Any(group => group.Plan.Disposition != Disposition.Reject))
            return null;
        return ReplyOf(decision.Groups[0].Plan.Reject, $" ({messageId})");
    }

    internal static SmtpReply ReplyOf(RejectTerms? terms, string mark)
    {
        var detail = terms?.Code is { Length: > 2 } code && code.StartsWith("5.", StringComparison.Ordinal) ? code[2..] : "7.1";
        return SmtpReply.Permanent(550, detail, (terms?.Text is { Length: > 0 } text ? text : "refused by policy") + mark);
    }
}
