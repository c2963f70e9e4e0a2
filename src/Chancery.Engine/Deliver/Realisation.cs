using Chancery.Engine.Journey;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Record;
using Chancery.Engine.Tenants;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Deliver;

/// <summary>Sends a group back to realisation when the next hop does not offer the TLS that was to protect it (R11, R29).</summary>
internal sealed class Realisation(IMailStore store, InstallationHolder installation, JourneyStages journey, Outcome outcome)
{
    /// <summary>Groups of one message may be realised anew at the same moment and take the same numbers; the later one looks again.</summary>
    private const int MaxTries = 5;

    /// <returns>False if the group can no longer be replaced.</returns>
    public async Task<bool> WithoutTlsAsync(EffectStatus claimed, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
            if (await TryWithoutTlsAsync(claimed, cancel))
                return true;
        return false;
    }

    private async Task<bool> TryWithoutTlsAsync(EffectStatus claimed, CancellationToken cancel)
    {
        var now = installation.Current;
        if (await store.GetAsync(claimed.Effect.MessageId, cancel) is not { } record
            || !now.Tenants.TryGetValue(claimed.Effect.Tenant, out var tenant)
            || record.Groups.FirstOrDefault(group => group.Number == claimed.Effect.Group) is not { Plan.Protection: { } method } group)
            return false;
        var pending = record.Effects
            .Where(effect => effect.Effect.Group == group.Number && effect.Effect.Kind == "smtp")
            .SelectMany(effect => effect.Pending)
            .ToList();
        var request = new JourneyRequest(record.Message, pending) { Refused = RefusedFor(group, pending, method) };
        var judged = await journey.JudgeAsync(tenant, now.Settings, request, cancel);
        var replacement = new Replacement(record.Groups.Max(g => g.Number) + 1, group.Number, GroupState.Superseded, $"{Names.Of(method)} not offered");
        return await Committing.DecisionAsync(store, await outcome.OfAsync(tenant, now.Settings, record.Message, judged, replacement, cancel), cancel);
    }

    /// <summary>What the group was refused before counts on: its plan says which methods were tried.</summary>
    private static Dictionary<string, IReadOnlyDictionary<Method, string>> RefusedFor(MessageGroup group, IEnumerable<string> recipients, Method method)
    {
        var refused = group.Plan.Tried
            .Where(attempt => !attempt.Ok && attempt.Reason is "not offered" or "failed")
            .ToDictionary(attempt => attempt.Method, attempt => attempt.Reason ?? "failed");
        refused[method] = "not offered";
        return recipients.ToDictionary(address => address.ToLowerInvariant(), IReadOnlyDictionary<Method, string> (_) => refused, StringComparer.Ordinal);
    }
}
