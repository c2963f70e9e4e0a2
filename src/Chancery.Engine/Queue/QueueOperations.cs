using Chancery.Engine.Deliver;
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

    /// <summary>Makes whatever of the message waits for its next attempt due at once; what was set aside is judged and tried once more.</summary>
    public async Task<QueueAnswer> RetryAsync(string messageId, string by, CancellationToken cancel)
    {
        if (await _store.GetAsync(messageId, cancel) is not { } record)
            return QueueAnswer.NotFound(messageId);
        if (await _store.RetryAsync(record.Message.Tenant, messageId, _time.GetUtcNow(), cancel))
            return new QueueAnswer(true, "due now");
        return record.Groups.Where(SetAside.Is).ToList() is { Count: > 0 } aside
            ? await ReleaseAsync(record, aside, by, cancel)
            : new QueueAnswer(false, "nothing of this message waits for an attempt");
    }

    /// <summary>Hands nothing over any more to a next hop, or to none at all, until <see cref="ResumeAsync"/>; mail is taken on.</summary>
    /// <param name="nextHop">A name in the settings; null for all.</param>
    public async Task<QueueAnswer> PauseAsync(string? nextHop, string by, CancellationToken cancel)
    {
        if (Unknown(nextHop) is { } unknown)
            return unknown;
        return await _store.PauseAsync(new Pause(nextHop, _time.GetUtcNow(), by), cancel)
            ? new QueueAnswer(true, "paused")
            : new QueueAnswer(false, "is paused already");
    }

    /// <summary>Ends the pause of a next hop, even of one that has gone from the settings; without a name every pause.</summary>
    public async Task<QueueAnswer> ResumeAsync(string? nextHop, CancellationToken cancel)
    {
        if (!await _store.ResumeAsync(nextHop, cancel))
            return new QueueAnswer(false, "is not paused");
        return nextHop is not null && (await _store.PausesAsync(cancel)).Any(pause => pause.NextHop is null)
            ? new QueueAnswer(true, "resumed, but all delivery is paused")
            : new QueueAnswer(true, "resumed");
    }

    /// <summary>Makes all deferred copies for a next hop, or for all, due at once.</summary>
    public async Task<QueueAnswer> FlushAsync(string? nextHop, CancellationToken cancel)
    {
        if (Unknown(nextHop) is { } unknown)
            return unknown;
        var due = await _store.FlushAsync(nextHop, _time.GetUtcNow(), cancel);
        return new QueueAnswer(true, $"{due} due now");
    }

    public Task<IReadOnlyList<Pause>> PausesAsync(CancellationToken cancel) => _store.PausesAsync(cancel);

    /// <summary>Judges held and quarantined groups again by the policy in force now; what would be held again stays as it is (R20).</summary>
    public async Task<QueueAnswer> ReleaseAsync(string messageId, string by, CancellationToken cancel)
    {
        if (await _store.GetAsync(messageId, cancel) is not { } record)
            return QueueAnswer.NotFound(messageId);
        return Waiting(record) is { Count: > 0 } waiting ? await ReleaseAsync(record, waiting, by, cancel) : QueueAnswer.NothingHeld;
    }

    private async Task<QueueAnswer> ReleaseAsync(MessageRecord record, List<MessageGroup> waiting, string by, CancellationToken cancel)
    {
        var now = _installation.Current;
        if (!now.Tenants.TryGetValue(record.Message.Tenant, out var tenant))
            return new QueueAnswer(false, $"tenant {record.Message.Tenant} has no policy in force");
        var (number, answers) = (record.Groups.Max(group => group.Number) + 1, new List<QueueAnswer>());
        foreach (var group in waiting)
        {
            try
            {
                await ReleaseGroupAsync(group);
            }
            catch (CorruptBodyException)
            {
                answers.Add(new QueueAnswer(false, "stays held: the stored body is damaged"));
            }
        }

        return QueueAnswer.Join(answers);

        async Task ReleaseGroupAsync(MessageGroup group)
        {
            var (judged, down) = await _journey.JudgeAsync(tenant, now.Settings, RequestFor(record, group), cancel);
            if (judged is null)
            {
                answers.Add(new QueueAnswer(false, $"cannot be judged now and stays held: {down!.Words}"));
                return;
            }

            if (judged.Groups.All(again => again.Group.Plan.Disposition is Policy.Plans.Disposition.Hold or Policy.Plans.Disposition.Quarantine))
            {
                answers.Add(new QueueAnswer(false, $"would be held again: {string.Join("; ", judged.Groups.SelectMany(again => again.Group.Plan.Hold?.Reasons ?? []).Distinct())}"));
                return;
            }

            var commit = await _outcome.OfAsync(tenant, now.Settings, record.Message, judged, new Replacement(number, group.Number, GroupState.Superseded, $"released by {by}"), cancel);
            commit = commit with { Events = [Note(record, group, "released", by), .. commit.Events] };
            answers.Add(await Committing.DecisionAsync(_store, commit, cancel) ? new QueueAnswer(true, $"released: {Decided.Words(judged)}") : QueueAnswer.Changed);
            number += judged.Groups.Count;
        }
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

    private QueueAnswer? Unknown(string? nextHop)
    {
        var hops = _installation.Current.Settings.NextHops;
        return nextHop is null || hops.ContainsKey(nextHop) || NeighbourHop.TenantOf(nextHop) is { } tenant && _installation.Current.Tenants.ContainsKey(tenant)
            ? null
            : new QueueAnswer(false, $"there is no next hop \"{nextHop}\"; known: {string.Join(", ", hops.Keys.Order(StringComparer.Ordinal))}");
    }

    private static List<MessageGroup> Waiting(MessageRecord record) =>
        [.. record.Groups.Where(group => group.State is GroupState.Held or GroupState.Quarantined)];

    private RegisterEvent Note(MessageRecord record, MessageGroup group, string kind, string by, string? reason = null) =>
        Entry.OfGroup(record.Message.Tenant, record.Message.Id, kind, group.Number, group.Recipients, reason is null ? $"by {by}" : $"{reason} (by {by})", _time.GetUtcNow());
}
