using System.Collections.Concurrent;
using Chancery.Engine.Deliver;
using Chancery.Engine.Deliver.Signing;
using Chancery.Engine.Messages;
using Chancery.Engine.Notices;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Queue;
using Chancery.Engine.Record;
using Chancery.Engine.Register;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Policy;
using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Workers;

/// <summary>The last of the five steps: hands effects over and records what came of each attempt.</summary>
internal sealed partial class DeliveryWorker(
    IMailStore store, HandOver handOver, InstallationHolder installation, Attempts attempts,
    Realisation realisation, Crew crew, TimeProvider time, ILogger<DeliveryWorker> log) : IWorker
{
    /// <summary>Longer than the slowest honest transfer: a copy handed over twice is worse than one handed over late.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(TenantId, string), bool> _inHand = new();

    public async Task<IReadOnlyList<Piece>> ClaimAsync(int max, CancellationToken cancel)
    {
        var claim = new Claim(time.GetUtcNow(), Lease, max) { PerHop = MostIn("") };
        return [.. (await store.ClaimEffectsAsync(claim, cancel)).Select(claimed => new Piece(claimed.Work.Effect.Mail.NextHop, stop => WorkAsync(claimed, null, stop)))];
    }

    public int MostIn(string lane) => installation.Current.Settings.Limits.DeliveriesPerHop;

    /// <param name="body">Where it is still in memory.</param>
    public async Task WorkAsync(Claimed<EffectStatus> claim, SealedBlob? body, CancellationToken cancel)
    {
        var (claimed, settings) = (claim.Work, installation.Current.Settings);
        // A clock that jumped ahead ends leases of work that is still in our hands.
        if (!_inHand.TryAdd((claimed.Effect.Tenant, claimed.Effect.Id), true) && claim.Times > 1)
            return;
        try
        {
            await HandOverOrSetAsideAsync(settings, claim, body, cancel);
        }
        finally
        {
            _inHand.TryRemove((claimed.Effect.Tenant, claimed.Effect.Id), out _);
        }
    }

    private async Task HandOverOrSetAsideAsync(GatewaySettings settings, Claimed<EffectStatus> claim, SealedBlob? body, CancellationToken cancel)
    {
        var claimed = claim.Work;
        if (claim.Times > settings.Limits.Crashes)
            await SetAsideAsync(claimed, "held", SetAside.AfterDeaths(claim.Times - 1), cancel);
        else
            await HandOverInTimeAsync(settings, claimed, body, cancel);
    }

    private async Task HandOverInTimeAsync(GatewaySettings settings, EffectStatus claimed, SealedBlob? body, CancellationToken cancel)
    {
        var renewal = await GuardedAsync(claimed, () => realisation.LookAgainAsync(claimed, cancel), cancel);
        if (renewal.Kind == RenewalKind.Good)
            await DeliverAsync(settings, claimed, body, cancel);
        else if (renewal.Kind == RenewalKind.Waits)
            await RecordAsync(claimed, Deferred(claimed, "4.3.0", "its keys are to be looked at again first"), renewal.Due, cancel);
        else
            crew.Wake();
    }

    private async Task DeliverAsync(GatewaySettings settings, EffectStatus claimed, SealedBlob? body, CancellationToken cancel)
    {
        var watch = new DamageWatch();
        var result = await HandOverAsync(settings, claimed, body, watch, cancel);
        if (watch.Damage is { } damage)
        {
            LogCorrupt(claimed.Effect.Id, damage.Message);
            await SetAsideAsync(claimed, "corrupt", SetAside.Damaged, cancel);
            return;
        }

        var renewal = attempts.GivesUpTls(claimed, result)
            ? await GuardedAsync(claimed, () => realisation.WithoutTlsAsync(claimed, cancel), cancel)
            : Renewal.Good;
        if (renewal.Kind != RenewalKind.Replaced)
        {
            await RecordAsync(claimed, result, renewal.Due, cancel);
            return;
        }

        Log(claimed, result);
        crew.Wake();
    }

    private async Task RecordAsync(EffectStatus claimed, TransportResult result, DateTimeOffset? due, CancellationToken cancel)
    {
        var settled = attempts.Settled(claimed, result);
        Log(claimed, settled);
        await UntilStored.RunAsync(
            async () => await CommitAsync(await attempts.RecordAsync(claimed, settled, due, cancel), cancel),
            failure => LogNotRecorded(claimed.Effect.Id, failure), time, cancel);
    }

    /// <summary>Nothing more is tried by itself: a person decides, who is told.</summary>
    private Task SetAsideAsync(EffectStatus claimed, string kind, string reason, CancellationToken cancel)
    {
        LogSetAside(claimed.Effect.Id, reason);
        return UntilStored.RunAsync(
            async () => await CommitAsync(await attempts.SetAsideAsync(claimed, kind, reason, cancel), cancel),
            failure => LogNotRecorded(claimed.Effect.Id, failure), time, cancel);
    }

    private async Task CommitAsync(AttemptCommit commit, CancellationToken cancel)
    {
        if (await Committing.AttemptAsync(store, commit, cancel))
            crew.Wake();
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

    private async Task<TransportResult> HandOverAsync(GatewaySettings settings, EffectStatus claimed, SealedBlob? body, DamageWatch watch, CancellationToken cancel)
    {
        var mail = claimed.Effect.Mail;
        var neighbour = NeighbourHop.TenantOf(mail.NextHop);
        if (neighbour is null && !settings.NextHops.ContainsKey(mail.NextHop))
            return Deferred(claimed, "4.3.5", $"next hop `{mail.NextHop}` is not configured");
        try
        {
            var load = new Load(claimed.Effect, claimed.Pending, body);
            return neighbour is { } tenant
                ? await handOver.SendAsync(tenant, load, watch, cancel)
                : await handOver.SendAsync(settings.NextHops[mail.NextHop], load, watch, cancel);
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
                effect.MessageId, effect.Id, LineValue.Address(effect.Mail.ReversePath), LineValue.Addresses(verdict.Select(outcome => outcome.Address)),
                $"{effect.Mail.NextHop}[{result.Host ?? "-"}]", result.Tls ?? "none", verdict.Key.ToString().ToLowerInvariant(),
                delay, LineValue.Text(verdict.First().Reply));
    }
}
