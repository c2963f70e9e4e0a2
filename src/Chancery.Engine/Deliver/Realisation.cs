using Chancery.Engine.Journey;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Record;
using Chancery.Engine.Tenants;
using Chancery.Policy;
using Chancery.Policy.Plans;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Deliver;

/// <summary>
/// Sends a group back to realisation: when the next hop does not offer the TLS that was to protect it (R11, R29), or when the
/// keys its copy was made for are no longer the ones to use.
/// </summary>
internal sealed class Realisation(
    IMailStore store, InstallationHolder installation, KeyRing keys, PatientJourney journey, Outcome outcome, TimeProvider time)
{
    /// <summary>Groups of one message may be realised anew at the same moment and take the same numbers; the later one looks again.</summary>
    private const int MaxTries = 5;

    /// <summary>TLS that only a rule's route asks for is no protection that another method could take the place of: the mail waits for it.</summary>
    public async Task<Renewal> WithoutTlsAsync(EffectStatus claimed, CancellationToken cancel) =>
        await GroupOfAsync(claimed, cancel) is ({ }, { Plan.Protection: Method.Tls or Method.TlsVerified })
            ? await AnewAsync(claimed, group => (group.Plan.Protection, $"{(group.Plan.Protection is { } tls ? Names.Of(tls) : "TLS")} not offered"), cancel)
            : Renewal.Good;

    /// <summary>
    /// Keys may expire, be revoked or be replaced while a copy waits (<c>realise.max-age</c>). A copy that is encrypted to keys
    /// still good leaves as it is; only else its group is realised anew, for those who have not got it.
    /// </summary>
    public async Task<Renewal> LookAgainAsync(EffectStatus claimed, CancellationToken cancel)
    {
        if (claimed.Effect.Kind != "smtp" || time.GetUtcNow() - claimed.CreatedAt <= installation.Current.Settings.Realise.MaxAge)
            return Renewal.Good;
        if (await GroupOfAsync(claimed, cancel) is not var (_, group))
            return Renewal.Waits;
        if (group.Plan.EncryptedTo.Count == 0 || await AreStillGoodAsync(claimed, group.Plan, cancel))
            return Renewal.Good;
        return await AnewAsync(claimed, _ => (null, "its keys are no longer the ones to use"), cancel);
    }

    private async Task<bool> AreStillGoodAsync(EffectStatus claimed, Plan plan, CancellationToken cancel)
    {
        try
        {
            foreach (var recipient in claimed.Pending)
            {
                if (await FingerprintAsync(claimed.Effect.Tenant, recipient, plan, cancel) is not { } now || !plan.EncryptedTo.Contains(now))
                    return false;
            }

            return true;
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            // The journey meets the same outage, waits as long as the settings say, and then takes the next method.
            return false;
        }
    }

    /// <summary>Of the key that the copy would be encrypted to now.</summary>
    private async Task<string?> FingerprintAsync(TenantId tenant, string recipient, Plan plan, CancellationToken cancel) =>
        plan.Protection == Method.Pgp ? (await keys.Pgp.ForEncryptionAsync(tenant, recipient, cancel)).Recipient?.Fingerprint
        : (await keys.ForEncryptionAsync(tenant, recipient, cancel)).Certificate is { } certificate ? Fingerprint.Of(certificate)
        : null;

    private async Task<Renewal> AnewAsync(EffectStatus claimed, Func<MessageGroup, (Method? Refused, string Reason)> why, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await TryAnewAsync(claimed, why, cancel) is { } renewal)
                return renewal;
        }

        return Renewal.Waits;
    }

    /// <returns>Null if somebody else changed the message meanwhile.</returns>
    private async Task<Renewal?> TryAnewAsync(EffectStatus claimed, Func<MessageGroup, (Method? Refused, string Reason)> why, CancellationToken cancel)
    {
        var now = installation.Current;
        if (!now.Tenants.TryGetValue(claimed.Effect.Tenant, out var tenant) || await GroupOfAsync(claimed, cancel) is not var (record, group)
            || group.State != GroupState.Delivering)
            return Renewal.Waits;
        var pending = record.Effects
            .Where(effect => effect.Effect.Group == group.Number && effect.Effect.Kind == "smtp")
            .SelectMany(effect => effect.Pending)
            .ToList();
        var (refused, reason) = why(group);
        var request = new JourneyRequest(record.Message, pending)
        {
            Refused = RefusedFor(group, pending, refused),
            Copy = Copies.IsCopy(group.Recipients, record.Message.Envelope) ? group.Plan.Acceptable : null,
        };
        var (judged, waiting) = await journey.JudgeAsync(tenant, now.Settings, request, cancel);
        if (judged is null)
        {
            await store.AppendAsync(waiting!.Events, cancel);
            return Renewal.Waits with { Due = waiting.Due };
        }

        var replacement = new Replacement(record.Groups.Max(g => g.Number) + 1, group.Number, GroupState.Superseded, reason);
        var commit = await outcome.OfAsync(tenant, now.Settings, record.Message, judged, replacement, cancel);
        return await Committing.DecisionAsync(store, commit, cancel) ? Renewal.Replaced : null;
    }

    private async Task<(MessageRecord Record, MessageGroup Group)?> GroupOfAsync(EffectStatus claimed, CancellationToken cancel) =>
        await store.GetAsync(claimed.Effect.MessageId, cancel) is { } record
        && record.Groups.FirstOrDefault(group => group.Number == claimed.Effect.Group) is { } group
            ? (record, group)
            : null;

    /// <summary>What the group was refused before counts on: its plan says which methods were tried.</summary>
    private static Dictionary<string, IReadOnlyDictionary<Method, string>> RefusedFor(MessageGroup group, IEnumerable<string> recipients, Method? method)
    {
        var refused = group.Plan.Tried
            .Where(attempt => !attempt.Ok && attempt.Reason is "not offered" or "failed")
            .ToDictionary(attempt => attempt.Method, attempt => attempt.Reason ?? "failed");
        if (method is { } now)
            refused[now] = "not offered";
        return recipients.ToDictionary(address => address.ToLowerInvariant(), IReadOnlyDictionary<Method, string> (_) => refused, StringComparer.Ordinal);
    }
}
