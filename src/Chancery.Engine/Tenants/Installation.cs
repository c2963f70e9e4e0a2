using Chancery.Engine.Settings;
using Chancery.Policy;

namespace Chancery.Engine.Tenants;

/// <summary>Settings and policies in force: one immutable value that a reload replaces as a whole.</summary>
public sealed record Installation(GatewaySettings Settings, IReadOnlyDictionary<TenantId, Tenant> Tenants)
{
    /// <summary>The tenant whose mail a domain is; null if it is nobody's.</summary>
    public Tenant? OwnerOf(string domain) => Tenants.Values.FirstOrDefault(tenant => tenant.Owns(domain));

    /// <summary>The tenant of an installation that has only one; null if there are several.</summary>
    public Tenant? OnlyTenant => Tenants.Count == 1 ? Tenants.Values.First() : null;

    /// <summary>Joins loaded policies with the tenants' rights in the settings (R25); a tenant without a policy is left out.</summary>
    public static Installation Of(GatewaySettings settings, IReadOnlyDictionary<TenantId, IPolicy> policies) =>
        new(settings, Acquainted(policies.Select(entry =>
            settings.Tenants.TryGetValue(entry.Key, out var rights)
                ? new Tenant(entry.Key, rights.Domains.Count > 0 ? rights.Domains : entry.Value.Domains, entry.Value, rights.NextHop)
                : new Tenant(entry.Key, entry.Value.Domains, entry.Value, null))));

    private static Dictionary<TenantId, Tenant> Acquainted(IEnumerable<Tenant> tenants)
    {
        var all = tenants.ToList();
        return all.ToDictionary(tenant => tenant.Id, tenant => tenant with { Neighbours = Others(tenant) });

        Dictionary<string, TenantId> Others(Tenant tenant) =>
            all.Where(other => other.Id != tenant.Id)
                .SelectMany(other => other.Domains.Where(domain => !tenant.Owns(domain)).Select(domain => (domain, other.Id)))
                .DistinctBy(entry => entry.domain, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(entry => entry.domain, entry => entry.Id, StringComparer.OrdinalIgnoreCase);
    }
}
