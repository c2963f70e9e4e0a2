using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Receive;
using Chancery.Engine.Tenants;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Decide;

/// <summary>
/// Refuses after DATA, while the client still waits, what the policy rejects for every recipient on facts of class C0 to C2
/// without cryptography (language, R22). Whatever needs more is left to the worker.
/// </summary>
public sealed class EarlyRefusal(MessageOpener opener)
{
    private static readonly HashSet<string> Costly = ["attachment.type", "attachment.typeMismatch", "attachment.encrypted", "attachment.inspectable", "attachment.macro"];

    public async Task<SmtpReply?> JudgeAsync(Tenant tenant, SpooledMessage message, IBlobSource body, CancellationToken cancel)
    {
        if (!tenant.Policy.Uses.Any(use => use.Name == "reject"))
            return null;
        try
        {
            using var opened = await opener.OpenAsync(tenant, message, body, cancel);
            var step = tenant.Policy.Decide(opened.Request);
            var facts = opened.Request.Facts;
            while (step is DecisionStep.Needs needs)
            {
                foreach (var key in needs.Keys)
                {
                    if (IsLate(key) || await opened.Mail.FetchAsync(key, cancel) is not { } fact)
                        return null;
                    facts = facts.With(key, fact);
                }

                step = tenant.Policy.Decide(opened.Request with { Facts = facts });
            }

            return Refusal(((DecisionStep.Decided)step).Decision);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The worker will meet the same failure and hold the message; a client is never told of our faults by a 5xx.
            return null;
        }
    }

    private static bool IsLate(FactKey key) => Costly.Contains(key.Name) || key.Name.StartsWith("recipient.keys", StringComparison.Ordinal);

    private static SmtpReply? Refusal(Decision decision)
    {
        if (decision.Groups.Count == 0 || decision.Groups.Any(group => group.Plan.Disposition != Disposition.Reject))
            return null;
        var terms = decision.Groups[0].Plan.Reject;
        var code = terms?.Code ?? "5.7.1";
        return SmtpReply.Permanent(550, code.StartsWith("5.", StringComparison.Ordinal) ? code[2..] : "7.1", terms?.Text is { Length: > 0 } text ? text : "refused by policy");
    }
}
