using Chancery.Engine.Settings;
using Chancery.Policy;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>tenants</c>: whose domains are whose.</summary>
internal static class TenantSection
{
    public static IReadOnlyDictionary<TenantId, TenantSettings> Read(Section top, IEnumerable<string> hops, SettingsContext context)
    {
        var tenants = new Dictionary<TenantId, TenantSettings>();
        if (top.Sub("tenants") is not { } section)
            return tenants;
        var known = hops.ToList();
        foreach (var id in section.Keys.ToList())
            if (section.Sub(id) is { } entry && One(entry, known, context) is var tenant)
            {
                if (TenantId.IsWellFormed(id))
                    tenants[new TenantId(id)] = tenant;
                else
                    section.Findings.Error(SettingsCodes.BadValue, entry.Place, $"\"{id}\" is no tenant id", "use a-z, 0-9 and -, at most 63 characters");
            }

        section.Close();
        CheckOwners(section, tenants);
        return tenants;
    }

    /// <summary>Null for <c>auto</c>, too.</summary>
    public static TenantId? IdIn(Section entry, string key)
    {
        if (entry.Text(key) is not { } text || text == "auto")
            return null;
        if (TenantId.IsWellFormed(text))
            return new TenantId(text);
        entry.Findings.Error(SettingsCodes.BadValue, entry.PlaceOf(key), $"\"{text}\" is no tenant id", "use a-z, 0-9 and -, or  auto");
        return null;
    }

    private static TenantSettings One(Section entry, List<string> hops, SettingsContext context)
    {
        var domains = entry.Texts("domains")?.Select(item => item.Text.ToLowerInvariant()).ToList() ?? [];
        var hop = RouteSection.HopName(entry, "next-hop", hops);
        entry.NotBuilt("hosts", "the portal is not part of this version");
        var signing = SigningSection.Read(entry, domains, context);
        entry.Close();
        return new TenantSettings(domains, hop) { Signing = signing };
    }

    private static void CheckOwners(Section section, Dictionary<TenantId, TenantSettings> tenants)
    {
        var shared = tenants.SelectMany(tenant => tenant.Value.Domains.Select(domain => (domain, tenant.Key)))
            .GroupBy(pair => pair.domain)
            .Where(group => group.Count() > 1);
        foreach (var domain in shared)
            section.Findings.Error(SettingsCodes.BadValue, section.Place, $"the domain \"{domain.Key}\" belongs to {string.Join(" and ", domain.Select(pair => pair.Key))}",
                "a domain is one tenant's");
    }
}
