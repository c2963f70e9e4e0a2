using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;

namespace Chancery.Storage.Tests.Support;

/// <summary>Claims of one piece of work.</summary>
public static class Claiming
{
    public static async Task<SpooledMessage?> ClaimMessageAsync(this IMailStore mail, DateTimeOffset now, TimeSpan lease, CancellationToken cancel) =>
        (await mail.ClaimMessagesAsync(new Claim(now, lease), cancel)).SingleOrDefault()?.Work;

    public static async Task<EffectStatus?> ClaimEffectAsync(this IMailStore mail, DateTimeOffset now, TimeSpan lease, CancellationToken cancel) =>
        (await mail.ClaimEffectsAsync(new Claim(now, lease), cancel)).SingleOrDefault()?.Work;
}
