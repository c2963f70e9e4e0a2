using Chancery.Engine.Messages;
using Chancery.Engine.Notices;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;

namespace Chancery.Engine.Deliver;

/// <summary>What follows from an attempt: who has the message, who is tried again and when, and whose failure the sender is told of.</summary>
internal sealed class Attempts(InstallationHolder installation, Failures failures, Reports reports, TimeProvider time)
{
    /// <summary>Enhanced status codes a transport gives when the session had less TLS than demanded (RFC 7435 section 4.3, RFC 8689).</summary>
    private static bool LacksTls(EffectStatus claimed, TransportResult result) =>
        claimed.Effect.Mail.MinimumTls != TlsMode.None && result.Recipients.Any(outcome => outcome.Status is "4.7.10" or "5.7.10");

    /// <summary>True when TLS that was to protect the message has been waited for long enough (R29).</summary>
    public bool GivesUpTls(EffectStatus claimed, TransportResult result)
    {
        var delivery = installation.Current.Settings.Delivery;
        return LacksTls(claimed, result)
            && (RetrySchedule.GivesUpTls(delivery, claimed.Attempts + 1) || RetrySchedule.IsExpired(delivery, claimed.CreatedAt, time.GetUtcNow()));
    }

    /// <summary>What counts of an attempt: once the delivery time is over, a deferral is a failure.</summary>
    public TransportResult Settled(EffectStatus claimed, TransportResult result) =>
        RetrySchedule.IsExpired(installation.Current.Settings.Delivery, claimed.CreatedAt, time.GetUtcNow())
            ? result with { Recipients = [.. result.Recipients.Select(GivenUp)] }
            : result;

    /// <param name="result">Settled.</param>
    /// <param name="due">When to try again, if not by the schedule.</param>
    public async Task<AttemptCommit> RecordAsync(EffectStatus claimed, TransportResult result, DateTimeOffset? due, CancellationToken cancel)
    {
        var (now, effect, delivery) = (time.GetUtcNow(), claimed.Effect, installation.Current.Settings.Delivery);
        var attempt = claimed.Attempts + 1;
        var outcomes = result.Recipients;
        var events = outcomes
            .GroupBy(outcome => outcome.Verdict)
            .Select(same => Entry.OfAttempt(effect, KindOf(effect, same.Key), same, result, attempt, now));
        var failed = outcomes.Where(outcome => outcome.Verdict == TransportVerdict.Failed).ToList();
        var failure = failed.Count > 0 ? await failures.OfAsync(effect, failed, result.Host, attempt, cancel) : Failure.None;
        if (failure.Holds is { } hold)
            events = events.Append(Entry.OfGroup(effect.Tenant, effect.MessageId, "held", hold.Group, effect.Mail.Recipients, hold.Reason, now));
        var (told, tellings) = await reports.OfAsync(claimed, result, attempt, cancel);
        Notice[] notices = [.. failure.Notices, .. told];
        var pending = outcomes.Any(outcome => outcome.Verdict == TransportVerdict.Deferred);
        return new AttemptCommit(
            effect.Tenant, effect.Id, [.. outcomes.Select(StateOf)], pending ? due ?? RetrySchedule.Next(delivery, attempt, now) : null,
            [.. notices.Select(notice => notice.Effect)], [.. notices.Select(notice => notice.Body)], [.. events, .. tellings])
        {
            Holds = failure.Holds,
        };
    }

    /// <summary>What becomes of a copy that is not tried any more by itself: its group is held, and the postmaster told.</summary>
    /// <param name="kind">Of the entry that records it.</param>
    public async Task<AttemptCommit> SetAsideAsync(EffectStatus claimed, string kind, string reason, CancellationToken cancel)
    {
        var (now, effect, pending) = (time.GetUtcNow(), claimed.Effect, claimed.Pending);
        var failure = effect.Kind == "notice" ? Failure.None : await failures.SetAsideAsync(effect, reason, cancel);
        return new AttemptCommit(
            effect.Tenant, effect.Id, [.. pending.Select(address => new EffectRecipient(address, RecipientState.Failed, reason))], null,
            [.. failure.Notices.Select(notice => notice.Effect)], [.. failure.Notices.Select(notice => notice.Body)],
            [Entry.OfGroup(effect.Tenant, effect.MessageId, effect.Kind == "notice" ? "notice-failed" : kind, effect.Group, pending, reason, now)])
        {
            Holds = failure.Holds,
        };
    }

    private static RecipientOutcome GivenUp(RecipientOutcome outcome) =>
        outcome.Verdict == TransportVerdict.Deferred
            ? outcome with { Verdict = TransportVerdict.Failed, Status = "4.4.7", Reply = $"delivery time expired; last: {outcome.Reply}" }
            : outcome;

    private static EffectRecipient StateOf(RecipientOutcome outcome) => new(outcome.Address, outcome.Verdict switch
    {
        TransportVerdict.Delivered => RecipientState.Delivered,
        TransportVerdict.Failed => RecipientState.Failed,
        _ => RecipientState.Pending,
    }, outcome.Reply);

    /// <summary>A notice of ours that arrives is no delivery of the message.</summary>
    private static string KindOf(Effect effect, TransportVerdict verdict) => verdict switch
    {
        TransportVerdict.Delivered when effect.Kind == "notice" => "notified",
        TransportVerdict.Failed when effect.Kind == "notice" => "notice-failed",
        TransportVerdict.Deferred when effect.Kind == "notice" => "notice-deferred",
        TransportVerdict.Delivered => "delivered",
        TransportVerdict.Failed => "failed",
        _ => "deferred",
    };
}
