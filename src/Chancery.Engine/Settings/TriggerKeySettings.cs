using Chancery.Mail.Triggers;
using Chancery.Policy;

namespace Chancery.Engine.Settings;

/// <summary>A key by which signed decisions are checked (<c>triggers.keys</c>).</summary>
/// <param name="Tenant">Whose mail it may speak for; null: the only tenant's.</param>
/// <param name="Connector">The peer it must come from; null: any session that is trusted.</param>
/// <param name="MostLife">The longest time a token may be good for.</param>
public sealed record TriggerKeySettings(TokenKey Key, TenantId? Tenant, string? Connector, TimeSpan MostLife);
