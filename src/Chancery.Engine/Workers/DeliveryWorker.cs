using Chancery.Engine.Deliver;
using Chancery.Engine.Deliver.Signing;
using Chancery.Engine.Messages;
using Chancery.Engine.Notices;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Record;
using Chancery.Engine.Register;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Workers;

/// <summary>The last of the five steps: hands effects over one by one and records what came of each attempt.</summary>
internal sealed partial class DeliveryWorker(
    IMailStore store, HandOver handOver, InstallationHolder installation, Attempts attempts,
    Realisation realisation, WorkSignal signal, TimeProvider time, ILogger<DeliveryWorker> log) : IWorker
{
    /// <summary>Longer than the slowest honest transfer: a copy handed over twice is worse than one handed over late.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    public async Task<bool> WorkAsync(CancellationToken cancel)
    {
        if (await store.ClaimEffectAsync(time.GetUtcNow(), Lease, cancel) is not { } claimed)
            return false;
        var settings = installation.Current.Settings;
        var renewal = await GuardedAsync(claimed, () => realisation.LookAgainAsync(claimed, cancel), cancel);
        if (renewal.Kind == RenewalKind.Good)
            await DeliverAsync(settings, claimed, cancel);
        else if (renewal.Kind == RenewalKind.Waits)
            await RecordAsync(claimed, Deferred(claimed, "4.3.0", "its keys are to be looked at again first"), renewal.Due, cancel);
        signal.Raise();
        return true;
    }

    private async Task DeliverAsync(GatewaySettings settings, EffectStatus claimed, CancellationToken cancel)
    {
        var result = await HandOverAsync(settings, claimed, cancel);
        var renewal = attempts.GivesUpTls(claimed, result)
            ? await GuardedAsync(claimed, () => realisation.WithoutTlsAsync(claimed, cancel), cancel)
            : Renewal.Good;
        if (renewal.Kind == RenewalKind.Replaced)
            Log(claimed, result);
        else
            await RecordAsync(claimed, result, renewal.Due, cancel);
    }

    private async Task RecordAsync(EffectStatus claimed, TransportResult result, DateTimeOffset? due, CancellationToken cancel)
    {
        var settled = attempts.Settled(claimed, result);
        Log(claimed, settled);
        await Committing.AttemptAsync(store, await attempts.RecordAsync(claimed, settled, due, cancel), cancel);
    }

    /// <summary>Where realisation fails on our side, the attempt counts as one that failed for now.</summary>
    private async Task<Renewal> GuardedAsync(EffectStatus claimed, Func<Task<Renewal>> realise, CancellationToken cancel)
    {
        try
        {
            return await realise();
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogFault(claimed.Effect.Id, failure);
            return Renewal.Waits;
        }
    }

    private async Task<TransportResult> HandOverAsync(GatewaySettings settings, EffectStatus claimed, CancellationToken cancel)
    {
        var mail = claimed.Effect.Mail;
        if (!settings.NextHops.TryGetValue(mail.NextHop, out var hop))
            return Deferred(claimed, "4.3.5", $"next hop `{mail.NextHop}` is not configured");
        try
        {
            return await handOver.SendAsync(hop, claimed.Effect, claimed.Pending, cancel);
        }
        catch (CorruptBodyException corrupt)
        {
            LogCorrupt(claimed.Effect.Id, corrupt.Message);
            return Deferred(claimed, "4.3.0", "the stored body is damaged");
        }
        catch (SealException unsigned)
        {
            LogUnsigned(claimed.Effect.Id, unsigned.Message);
            return Deferred(claimed, "4.7.0", $"not signed: {unsigned.Message}");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFault(claimed.Effect.Id, failure);
            return Deferred(claimed, "4.3.0", $"local error: {failure.GetType().Name}");
        }
    }

    private static TransportResult Deferred(EffectStatus claimed, string status, string reason) =>
        new([.. claimed.Pending.Select(address => new RecipientOutcome(address, TransportVerdict.Deferred, reason, status))], null, null);

    private void Log(EffectStatus claimed, TransportResult result)
    {
        var (effect, delay) = (claimed.Effect, (time.GetUtcNow() - claimed.CreatedAt).TotalSeconds);
        foreach (var verdict in result.Recipients.GroupBy(outcome => outcome.Verdict))
            LogAttempt(
                effect.MessageId, effect.Id, effect.Mail.ReversePath, string.Join(",", verdict.Select(outcome => $"<{outcome.Address}>")),
                $"{effect.Mail.NextHop}[{result.Host ?? "-"}]", result.Tls ?? "none", verdict.Key.ToString().ToLowerInvariant(),
                delay, verdict.First().Reply);
    }
}
