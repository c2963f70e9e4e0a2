using Chancery.Engine.Outbox;
using Chancery.Storage.Secrets;

namespace Chancery.Storage.Sql;

/// <summary>An effect on its way into the outbox, its view sealed before the transaction begins.</summary>
/// <param name="Lease">Null: due at once for whoever claims it.</param>
internal sealed record NewEffect(Effect Effect, byte[] SealedView, NewLease? Lease = null)
{
    public const string What = "view";

    public static async Task<IReadOnlyList<NewEffect>> SealAsync(IReadOnlyList<Effect> effects, TenantKeys keys, CancellationToken cancel)
    {
        var result = new List<NewEffect>(effects.Count);
        foreach (var effect in effects)
            result.Add(new NewEffect(effect, await keys.SealAsync(effect.Tenant, What, effect.Id, effect.Mail.View, cancel)));
        return result;
    }

    /// <summary>In work on this node from the begin.</summary>
    public EffectStatus StatusAt(DateTimeOffset now) =>
        new(Effect, [.. Effect.Mail.Recipients.Select(address => new EffectRecipient(address, RecipientState.Pending, null))], 0, now, now);
}
