using Chancery.Policy;

namespace Chancery.Engine.Deliver;

/// <summary>
/// The way from one tenant to another of the same installation, as the name of a next hop. What the sender's tenant has decided is
/// given to the recipient's tenant like mail from outside, and its rules decide again (language, R21).
/// </summary>
internal static class NeighbourHop
{
    private const string Prefix = "tenant:";

    public static string NameOf(TenantId tenant) => Prefix + tenant;

    /// <summary>Null: a next hop of the settings.</summary>
    public static TenantId? TenantOf(string hopName) =>
        hopName.StartsWith(Prefix, StringComparison.Ordinal) && TenantId.IsWellFormed(hopName[Prefix.Length..]) ? new TenantId(hopName[Prefix.Length..]) : null;
}
