using Chancery.Engine.Outbox;
using Chancery.Storage.Secrets;

namespace Chancery.Storage.Sql;

/// <summary>An effect on its way into the outbox, its view sealed before the transaction begins.</summary>
internal sealed record NewEffect(Effect Effect, byte[] SealedView)
{
    public const string What = "view";

    public static async Task<IReadOnlyList<NewEffect>> SealAsync(IReadOnlyList<Effect> effects, TenantKeys keys, CancellationToken cancel)
    {
        var result = new List<NewEffect>(effects.Count);
        foreach (var effect in effects)
            result.Add(new NewEffect(effect, await keys.SealAsync(effect.Tenant, What, effect.Id, effect.Mail.View, cancel)));
        return result;
    }
}
