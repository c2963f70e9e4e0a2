using Chancery.Engine.Messages;
using Chancery.Engine.Notices;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Tenants;

namespace Chancery.Engine.Deliver;

/// <summary>What follows when somebody cannot be reached for good.</summary>
/// <param name="Holds">The group, where other effects required this one: without it they must not happen, and a person decides.</param>
internal sealed record Failure(GroupHold? Holds, IReadOnlyList<Notice> Notices)
{
    public static Failure None { get; } = new(null, []);
}

internal sealed class Failures(IMailStore store, InstallationHolder installation, NoticeMaker notices, TimeProvider time)
{
    private static readonly TimeSpan DefaultHold = TimeSpan.FromDays(3);

    public async Task<Failure> OfAsync(Effect effect, IReadOnlyList<RecipientOutcome> failed, string? peer, int attempt, CancellationToken cancel)
    {
        if (await store.GetAsync(effect.MessageId, cancel) is not { } record
            || !installation.Current.Tenants.TryGetValue(effect.Tenant, out var tenant))
            return Failure.None;
        return record.Effects.Any(other => other.Effect.Requires.Contains(effect.Id))
            ? await HoldAsync(tenant, record, effect, $"what must come before failed ({effect.Kind}): {failed[0].Reply}", cancel)
            : new Failure(null, await ReportAsync(tenant, record, effect, failed, peer, attempt, cancel));
    }

    /// <summary>The group of a copy that is not to be tried any more by itself.</summary>
    public async Task<Failure> SetAsideAsync(Effect effect, string reason, CancellationToken cancel) =>
        await store.GetAsync(effect.MessageId, cancel) is { } record && installation.Current.Tenants.TryGetValue(effect.Tenant, out var tenant)
            ? await HoldAsync(tenant, record, effect, reason, cancel)
            : new Failure(new GroupHold(effect.Group, reason, time.GetUtcNow() + DefaultHold), []);

    private async Task<Failure> HoldAsync(Tenant tenant, MessageRecord record, Effect effect, string reason, CancellationToken cancel)
    {
        var holds = new GroupHold(effect.Group, reason, time.GetUtcNow() + DefaultHold);
        if (record.Groups.FirstOrDefault(group => group.Number == effect.Group) is not { } group)
            return new Failure(holds, []);
        group = group with { State = GroupState.Held, Reason = holds.Reason, ExpiresAt = holds.ExpiresAt };
        var settings = installation.Current.Settings;
        List<Notice> told = [await notices.FaultAsync(tenant, settings, record.Message, group, cancel)];
        if (NoticeMaker.IsOurSender(record.Message) && effect.TellsSender && await notices.HeldAsync(tenant, settings, record.Message, group, cancel) is { } held)
            told.Add(held);
        return new Failure(holds, told);
    }

    /// <summary>A notice or a copy that cannot be delivered makes no further notice.</summary>
    private async Task<IReadOnlyList<Notice>> ReportAsync(
        Tenant tenant, MessageRecord record, Effect effect, IReadOnlyList<RecipientOutcome> failed, string? peer, int attempt, CancellationToken cancel)
    {
        if (!effect.TellsSender || record.Groups.FirstOrDefault(group => group.Number == effect.Group) is not { } group)
            return [];
        var report = new Report(
            ReportKind.Failed, group, $"{effect.Id}-dsn-{attempt}",
            [.. failed.Select(outcome => new ReportedRecipient(outcome.Address, outcome.Status, outcome.Reply, peer))]);
        return await notices.ReportAsync(tenant, installation.Current.Settings, record.Message, report, cancel) is { } notice ? [notice] : [];
    }
}
