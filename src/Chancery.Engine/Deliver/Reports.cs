using Chancery.Engine.Messages;
using Chancery.Engine.Notices;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Engine.Tenants;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Deliver;

/// <summary>What the sender is told of an attempt beside failures: delays, and copies handed on to servers that report nothing (RFC 3461 section 5.2).</summary>
internal sealed class Reports(IMailStore store, InstallationHolder installation, NoticeMaker notices, TimeProvider time)
{
    /// <param name="result">Settled.</param>
    public async Task<(IReadOnlyList<Notice> Notices, IReadOnlyList<RegisterEvent> Events)> OfAsync(
        EffectStatus claimed, TransportResult result, int attempt, CancellationToken cancel)
    {
        var (relayed, late) = (Relayed(claimed.Effect, result), Late(claimed, result));
        if (relayed.Count + late.Count == 0 || !claimed.Effect.TellsSender
            || await store.GetAsync(claimed.Effect.MessageId, cancel) is not { } record
            || record.Groups.FirstOrDefault(group => group.Number == claimed.Effect.Group) is not { } group
            || !installation.Current.Tenants.TryGetValue(claimed.Effect.Tenant, out var tenant))
            return ([], []);
        var (told, settings) = (new List<Notice>(), installation.Current.Settings);
        var events = new List<RegisterEvent>();
        if (relayed.Count > 0
            && await notices.ReportAsync(tenant, settings, record.Message, ReportOf(ReportKind.Relayed, $"{claimed.Effect.Id}-relayed-{attempt}", relayed), cancel) is { } handedOn)
            told.Add(handedOn);
        var toldBefore = DelayedEntry.ToldOf(record);
        var news = late.Where(outcome => !toldBefore.Contains(outcome.Address) && IsTold(record.Message, outcome.Address)).ToList();
        var delay = ReportOf(ReportKind.Delayed, $"{claimed.Effect.Id}-delayed-{attempt}", news) with { RetryUntil = claimed.CreatedAt + settings.Delivery.Expire };
        if (news.Count > 0 && await notices.ReportAsync(tenant, settings, record.Message, delay, cancel) is { } waiting)
        {
            told.Add(waiting);
            events.Add(DelayedEntry.Make(record, group.Number, news.Select(outcome => outcome.Address), time.GetUtcNow()));
        }

        return (told, events);

        Report ReportOf(ReportKind kind, string id, IEnumerable<RecipientOutcome> outcomes) =>
            new(kind, group, id, [.. outcomes.Select(outcome => new ReportedRecipient(outcome.Address, outcome.Status, outcome.Reply, result.Host))]);
    }

    private static List<RecipientOutcome> Relayed(Effect effect, TransportResult result) =>
        [.. result.Recipients.Where(outcome => outcome is { Verdict: TransportVerdict.Delivered, Relayed: true } && effect.Mail.Request.NotifyFor(outcome.Address).HasFlag(Notify.Success))];

    private List<RecipientOutcome> Late(EffectStatus claimed, TransportResult result) =>
        installation.Current.Settings.Delivery.DelayNotice is { } patience && time.GetUtcNow() - claimed.CreatedAt >= patience
            ? [.. result.Recipients.Where(outcome => outcome.Verdict == TransportVerdict.Deferred)]
            : [];

    /// <summary>Outsiders hear of delays only where they asked: their address may be forged, and nothing is lost yet.</summary>
    private static bool IsTold(SpooledMessage message, string recipient) =>
        NoticeMaker.IsOurSender(message) || message.Envelope.Request.Recipients.GetValueOrDefault(recipient)?.Notify?.HasFlag(Notify.Delay) == true;
}
