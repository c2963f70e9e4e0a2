using Chancery.Policy;

namespace Chancery.Engine.Settings;

/// <summary>Somebody who may log in at a listener.</summary>
/// <param name="PasswordHash"><c>$pbkdf2-sha512$ROUNDS$SALT$HASH</c> or <c>$pbkdf2-sha256$…</c>.</param>
/// <param name="Tenant">Null: found out per message (R21).</param>
/// <param name="Senders">Addresses, and <c>@domain</c> for all of a domain, that this user may send as.</param>
public sealed record MailUser(string Name, string PasswordHash, TenantId? Tenant, IReadOnlyList<string> Senders)
{
    public override string ToString() => Name;
}
