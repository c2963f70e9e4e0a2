using Chancery.Engine.Decide;
using Chancery.Engine.Deliver;
using Chancery.Engine.Journey;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Queue;
using Chancery.Engine.Record;
using Chancery.Engine.Tenants;
using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Workers;

/// <summary>Takes spooled messages through Inspect, Decide and Protect, and commits what comes of them.</summary>
internal sealed partial class MessageWorker(
    IMailStore store, InstallationHolder installation, PatientJourney journey, Outcome outcome, CorruptMessages corrupt, NewCopies copies,
    TimeProvider time, ILogger<MessageWorker> log) : IWorker
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<Piece>> ClaimAsync(int max, CancellationToken cancel)
    {
        var claims = await store.ClaimMessagesAsync(new Claim(time.GetUtcNow(), Lease, max), cancel);
        return [.. claims.Select(claimed => new Piece("", stop => WorkAsync(claimed, null, stop)))];
    }

    public int MostIn(string lane) => int.MaxValue;

    /// <param name="body">Where it is still in memory.</param>
    public async Task WorkAsync(Claimed<SpooledMessage> claimed, SealedBlob? body, CancellationToken cancel)
    {
        var message = claimed.Work;
        try
        {
            await JudgeAsync(claimed, body, cancel);
        }
        catch (CorruptBodyException damage)
        {
            await UntilStored.RunAsync(() => corrupt.MarkAsync(message, damage, cancel), failure => LogPostponed(message.Id, failure), time, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogPostponed(message.Id, failure);
            await UntilStored.RunAsync(() => AfterFaultAsync(message, failure, cancel), again => LogPostponed(message.Id, again), time, cancel);
        }
    }

    private async Task JudgeAsync(Claimed<SpooledMessage> claimed, SealedBlob? body, CancellationToken cancel)
    {
        var (now, message) = (installation.Current, claimed.Work);
        if (!now.Tenants.TryGetValue(message.Tenant, out var tenant))
        {
            LogNoPolicy(message.Id, message.Tenant.ToString());
            await store.PostponeMessageAsync(message.Tenant, message.Id, time.GetUtcNow() + Pause, "no policy for its tenant", [], cancel);
            return;
        }

        if (claimed.Times > now.Settings.Limits.Crashes)
        {
            var reason = SetAside.AfterDeaths(claimed.Times - 1);
            LogSetAside(message.Id, reason);
            await CommitAsync(now, tenant, message, Decided.HeldForFault(tenant, message, reason), body, cancel);
            return;
        }

        var (judged, waiting) = await JudgeSafelyAsync(now, tenant, message, body, cancel);
        if (judged is not null)
            await CommitAsync(now, tenant, message, judged, body, cancel);
        else
            await PostponeAsync(message, waiting!, cancel);
    }

    /// <summary>What our own code cannot judge is held for a person (language, 1.9.6); what the store cannot serve is tried again.</summary>
    private async Task<(Judged? Judged, Waiting? Waiting)> JudgeSafelyAsync(
        Installation now, Tenant tenant, SpooledMessage message, SealedBlob? body, CancellationToken cancel)
    {
        try
        {
            return await journey.JudgeAsync(tenant, now.Settings, new JourneyRequest(message, message.Envelope.Recipients) { Body = body }, cancel);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or IOException))
        {
            LogFault(message.Id, failure);
            return (Decided.HeldForFault(tenant, message, failure is EvaluationBudgetException ? failure.Message : $"could not be judged: {failure.GetType().Name}"), null);
        }
    }

    private async Task CommitAsync(Installation now, Tenant tenant, SpooledMessage message, Judged judged, SealedBlob? body, CancellationToken cancel)
    {
        var commit = await outcome.OfAsync(tenant, now.Settings, message, judged, new Replacement(1), cancel);
        if (await copies.CommitAsync(commit, body, cancel))
            LogDecided(message.Id, LineValue.Address(message.Envelope.ReversePath), judged.Groups.Count, Decided.Words(judged));
    }

    private async Task PostponeAsync(SpooledMessage message, Waiting waiting, CancellationToken cancel)
    {
        LogWaiting(message.Id, waiting.Words, waiting.Due);
        await store.PostponeMessageAsync(message.Tenant, message.Id, waiting.Due, waiting.Words, waiting.Events, cancel);
    }

    /// <summary>A message that fails again and again is held in the end: nobody looks at one that is tried for ever.</summary>
    private async Task AfterFaultAsync(SpooledMessage message, Exception failure, CancellationToken cancel)
    {
        var patience = await journey.PatienceAsync(message, installation.Current.Settings, cancel);
        if (patience.Awaits(Patience.OwnStore) || !await TryHoldAsync(message, failure, cancel))
            await PostponeAsync(message, patience.WaitFor([new Unavailable(Patience.OwnStore, "our own store", Unavailable.Word(failure))]), cancel);
    }

    /// <returns>False if not even that can be stored.</returns>
    private async Task<bool> TryHoldAsync(SpooledMessage message, Exception failure, CancellationToken cancel)
    {
        var now = installation.Current;
        if (!now.Tenants.TryGetValue(message.Tenant, out var tenant))
            return false;
        try
        {
            await CommitAsync(now, tenant, message, Decided.HeldForFault(tenant, message, $"could not be judged: {Unavailable.Word(failure)}"), null, cancel);
            return true;
        }
        catch (Exception second) when (!cancel.IsCancellationRequested)
        {
            LogPostponed(message.Id, second);
            return false;
        }
    }
}
