using Chancery.Policy;

namespace Chancery.Engine.Tenants;

/// <summary>A tenant as it is now: whose mail is its own, and by which policy it is judged.</summary>
/// <param name="Domains">Lower-case A-labels.</param>
/// <param name="NextHop">Where mail for this tenant goes; null: by the routes.</param>
public sealed record Tenant(TenantId Id, IReadOnlyList<string> Domains, IPolicy Policy, string? NextHop)
{
    public bool Owns(string domain) => Domains.Contains(domain, StringComparer.OrdinalIgnoreCase);
}
