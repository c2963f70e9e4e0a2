using Chancery.Engine.Journey;
using Chancery.Engine.Messages;
using Chancery.Engine.Notices;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Record;
using Chancery.Engine.Register;
using Chancery.Engine.Tenants;

namespace Chancery.Engine.Queue;

/// <summary>What a person may do with a message that waits.</summary>
public sealed class QueueOperations
{
    private readonly IMailStore _store;
    private readonly InstallationHolder _installation;
    private readonly PatientJourney _journey;
    private readonly Outcome _outcome;
    private readonly NoticeMaker _notices;
    private readonly TimeProvider _time;

    internal QueueOperations(
        IMailStore store, InstallationHolder installation, PatientJourney journey, Outcome outcome, NoticeMaker notices, TimeProvider time)
    {
        (_store, _installation, _journey, _outcome, _notices, _time) = (store, installation, journey, outcome, notices, time);
    }

    /// <summary>Messages not done, newest first.</summary>
    public Task<IReadOnlyList<MessageRecord>> ListAsync(CancellationToken cancel) => _store.FindAsync(new MessageQuery(Waiting: true), cancel);

    /// <summary>Makes whatever of the message waits for its next attempt due at once.</summary>
    public async Task<QueueAnswer> RetryAsync(string messageId, CancellationToken cancel)
    {
        if (await _store.GetAsync(messageId, cancel) is not { } record)
            return QueueAnswer.NotFound(messageId);
        return await _store.RetryAsync(record.Message.Tenant, messageId, _time.GetUtcNow(), cancel)
            ? new QueueAnswer(true, "due now")
            : new QueueAnswer(false, "nothing of this message waits for an attempt");
    }

    /// <summary>Judges held and quarantined groups again by the policy in force now; what would be held again stays as it is (R20).</summary>
    public async Task<QueueAnswer> ReleaseAsync(string messageId, string by, CancellationToken cancel)
    {
        if (await _store.GetAsync(messageId, cancel) is not { } record)
            return QueueAnswer.NotFound(messageId);
        if (Waiting(record) is not { Count: > 0 } waiting)
            return QueueAnswer.NothingHeld;
        var now = _installation.Current;
        if (!now.Tenants.TryGetValue(record.Message.Tenant, out var tenant))
            return new QueueAnswer(false, $"tenant {record.Message.Tenant} has no policy in force");
        var (number, answers) = (record.Groups.Max(group => group.Number) + 1, new List<QueueAnswer>());
        foreach (var group in waiting)
        {
            var (judged, down) = await _journey.JudgeAsync(tenant, now.Settings, RequestFor(record, group), cancel);
            if (judged is null)
            {
                answers.Add(new QueueAnswer(false, $"cannot be judged now and stays held: {down!.Words}"));
                continue;
            }

            if (judged.Groups.All(again => again.Group.Plan.Disposition is Policy.Plans.Disposition.Hold or Policy.Plans.Disposition.Quarantine))
            {
                answers.Add(new QueueAnswer(false, $"would be held again: {string.Join("; ", judged.Groups.SelectMany(again => again.Group.Plan.Hold?.Reasons ?? []).Distinct())}"));
                continue;
            }

            var commit = await _outcome.OfAsync(tenant, now.Settings, record.Message, judged, new Replacement(number, group.Number, GroupState.Superseded, $"released by {by}"), cancel);
            commit = commit with { Events = [Note(record, group, "released", by), .. commit.Events] };
            answers.Add(await Committing.DecisionAsync(_store, commit, cancel) ? new QueueAnswer(true, $"released: {Decided.Words(judged)}") : QueueAnswer.Changed);
            number += judged.Groups.Count;
        }

        return QueueAnswer.Join(answers);
    }

    /// <summary>Refuses held and quarantined groups for good; a sender of our own is told, nobody else.</summary>
    /// <param name="reason">For the sender and the record.</param>
    public async Task<QueueAnswer> RejectAsync(string messageId, string by, string? reason, CancellationToken cancel)
    {
        if (await _store.GetAsync(messageId, cancel) is not { } record)
            return QueueAnswer.NotFound(messageId);
        if (Waiting(record) is not { Count: > 0 } waiting)
            return QueueAnswer.NothingHeld;
        var answers = new List<QueueAnswer>();
        foreach (var group in waiting)
            answers.Add(await RejectGroupAsync(record, group, "rejected", by, reason ?? "refused by an administrator", cancel));
        return QueueAnswer.Join(answers);
    }

    /// <summary>A hold whose time is over is refused.</summary>
    internal Task<QueueAnswer> ExpireAsync(MessageRecord record, MessageGroup group, CancellationToken cancel) =>
        RejectGroupAsync(record, group, "expired", "expiry", "held for approval, and nobody approved it in time", cancel);

    private async Task<QueueAnswer> RejectGroupAsync(
        MessageRecord record, MessageGroup group, string kind, string by, string reason, CancellationToken cancel)
    {
        var message = record.Message;
        var notice = NoticeMaker.IsOurSender(message) && _installation.Current.Tenants.TryGetValue(message.Tenant, out var tenant)
            ? await _notices.RefusedAsync(
                tenant, _installation.Current.Settings, message, group, Effect.IdOf(message.Id, group.Number, "notice", 3),
                [.. record.WithoutCopy(group).Select(to => new ReportedRecipient(to, "5.7.1", reason, null))], cancel)
            : null;
        var commit = new DecisionCommit(
            message.Tenant, message.Id, record.DecisionJson ?? "{}", group.Number, GroupState.Rejected, [],
            notice is null ? [] : [notice.Effect], notice is null ? [] : [notice.Body], [Note(record, group, kind, by, reason)])
        {
            Reason = reason,
        };
        return await Committing.DecisionAsync(_store, commit, cancel) ? new QueueAnswer(true, "rejected") : QueueAnswer.Changed;
    }

    private JourneyRequest RequestFor(MessageRecord record, MessageGroup group) => new(record.Message, record.WithoutCopy(group))
    {
        At = _time.GetUtcNow(),
        Copy = Copies.IsCopy(group.Recipients, record.Message.Envelope) ? group.Plan.Acceptable : null,
    };

    private static List<MessageGroup> Waiting(MessageRecord record) =>
        [.. record.Groups.Where(group => group.State is GroupState.Held or GroupState.Quarantined)];

    private RegisterEvent Note(MessageRecord record, MessageGroup group, string kind, string by, string? reason = null) =>
        Entry.OfGroup(record.Message.Tenant, record.Message.Id, kind, group.Number, group.Recipients, reason is null ? $"by {by}" : $"{reason} (by {by})", _time.GetUtcNow());
}
