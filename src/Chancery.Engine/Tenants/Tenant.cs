using Chancery.Policy;

namespace Chancery.Engine.Tenants;

/// <summary>A tenant as it is now: whose mail is its own, and by which policy it is judged.</summary>
/// <param name="Domains">Lower-case A-labels.</param>
/// <param name="NextHop">Where mail for this tenant goes; null: by the routes.</param>
public sealed record Tenant(TenantId Id, IReadOnlyList<string> Domains, IPolicy Policy, string? NextHop)
{
    /// <summary>Domains of the other tenants of the installation, in lower case, and whose they are: mail to them is handed to that tenant (language, R21).</summary>
    public IReadOnlyDictionary<string, TenantId> Neighbours { get; init; } = NoNeighbours;

    private static readonly Dictionary<string, TenantId> NoNeighbours = [];

    public bool Owns(string domain) => Domains.Contains(domain, StringComparer.OrdinalIgnoreCase);
}
