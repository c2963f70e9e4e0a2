using Chancery.Engine.Journey;
using Chancery.Engine.Messages;
using Chancery.Engine.Notices;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Record;

/// <summary>What is replaced by a new outcome: nothing, or one group of an earlier one.</summary>
/// <param name="FirstNumber">Number of the first new group.</param>
internal sealed record Replacement(int FirstNumber, int? Group = null, GroupState Becomes = GroupState.Superseded, string? Reason = null);

/// <summary>Turns what was judged into what is committed: groups, effects, notices and entries, all of one transaction.</summary>
internal sealed class Outcome(NoticeMaker notices, DecisionRecord records, TimeProvider time)
{
    public async Task<DecisionCommit> OfAsync(
        Tenant tenant, GatewaySettings settings, SpooledMessage message, Judged judged, Replacement replacement, CancellationToken cancel)
    {
        var (groups, effects, blobs, events) = (new List<MessageGroup>(), new List<Effect>(), new List<SealedBlob>(), new List<RegisterEvent>());
        var now = time.GetUtcNow();
        events.Add(Entry.Decided(message, judged, now));
        if (judged.PassedAs is { } other)
            events.Add(Entry.OfGroup(message.Tenant, message.Id, "passed", replacement.FirstNumber, message.Envelope.Recipients, $"decided by another gateway of ours as {other}", now));
        foreach (var judgedGroup in judged.Groups)
        {
            var group = StateOf(message, judgedGroup.NotBuilt is { } missing ? judgedGroup with { Group = Safeguards.Hold(judgedGroup.Group, missing) } : judgedGroup, replacement.FirstNumber + groups.Count, now);
            groups.Add(group);
            var action = judgedGroup.IsCopy ? "copy" : "smtp";
            effects.AddRange(judgedGroup.Mails.Select((mail, i) =>
                new Effect(tenant.Id, Effect.IdOf(message.Id, group.Number, action, i + 1), message.Id, group.Number, "smtp", mail, [])));
            if (judgedGroup.Fresh is { } fresh)
                blobs.Add(fresh);
            if (Entry.OfState(message, group, now) is { } entry)
                events.Add(entry);
            foreach (var notice in await NoticesAsync(tenant, settings, message, judgedGroup, group, cancel))
            {
                effects.Add(notice.Effect);
                blobs.Add(notice.Body);
            }
        }

        return new DecisionCommit(
            tenant.Id, message.Id, records.Write(message, judged, now), replacement.Group, replacement.Becomes, groups, effects, blobs, events)
        {
            Reason = replacement.Reason,
        };
    }

    private static MessageGroup StateOf(SpooledMessage message, JudgedGroup judged, int number, DateTimeOffset now)
    {
        var (decision, plan) = (judged.Group, judged.Group.Plan);
        var group = new MessageGroup(number, decision.To, decision.Hidden, plan, decision.Rules, GroupState.Delivering);
        return plan.Disposition switch
        {
            Disposition.Deliver => group,
            Disposition.Hold => group with { State = GroupState.Held, Reason = ReasonOf(plan), ExpiresAt = now + (plan.Hold?.Expires ?? TimeSpan.FromDays(3)) },
            Disposition.Quarantine => group with { State = GroupState.Quarantined, Reason = ReasonOf(plan) },
            _ => NoticeMaker.IsOurSender(message)
                ? group with { State = GroupState.Rejected, Reason = plan.Reject?.Text ?? "refused by policy" }
                : group with { State = GroupState.Quarantined, Reason = "refused by policy; the sender is not one of ours and is not told" },
        };
    }

    private static string ReasonOf(Plan plan) =>
        plan.Hold is { Reasons.Count: > 0 } hold ? string.Join("; ", hold.Reasons) : "held by policy";

    private async Task<List<Notice>> NoticesAsync(
        Tenant tenant, GatewaySettings settings, SpooledMessage message, JudgedGroup judged, MessageGroup group, CancellationToken cancel)
    {
        var made = new List<Notice>();
        var tellSender = NoticeMaker.IsOurSender(message) && !judged.IsCopy;
        if (group.State == GroupState.Held && tellSender && await notices.HeldAsync(tenant, settings, message, group, cancel) is { } held)
            made.Add(held);
        if (group.State == GroupState.Held && (judged.IsFault || judged.NotBuilt is not null))
            made.Add(await notices.FaultAsync(tenant, settings, message, group, cancel));
        if (group.State == GroupState.Rejected && tellSender && await notices.RefusedAsync(
                tenant, settings, message, group, Effect.IdOf(message.Id, group.Number, "notice", 1), FailuresOf(group), cancel) is { } refused)
            made.Add(refused);
        return made;
    }

    private static IReadOnlyList<ReportedRecipient> FailuresOf(MessageGroup group) =>
        [.. group.Recipients.Select(to => new ReportedRecipient(to, group.Plan.Reject?.Code ?? "5.7.1", group.Reason ?? "refused by policy", null))];
}
