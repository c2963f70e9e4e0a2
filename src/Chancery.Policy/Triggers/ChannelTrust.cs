namespace Chancery.Policy.Triggers;

/// <summary>How far the channel is trusted over which a message came (language, 1.7).</summary>
/// <param name="Trust"><c>anonymous</c>, <c>authenticated</c> or <c>internal</c>.</param>
/// <param name="Connector">Name of the peer; null if it has none.</param>
public readonly record struct ChannelTrust(string Trust, string? Connector)
{
    /// <param name="demand"><c>any</c>, <c>authenticated</c>, <c>internal</c>, <c>signed</c> or <c>connector(x)</c>; what is none of these is never met.</param>
    public bool Suffices(string demand)
    {
        if (demand == "any")
            return true;
        if (Conditions.Operands.NameIn(demand, "connector") is { } connector)
            return Connector == connector;
        var (needed, had) = (Array.IndexOf(Registry.FactRegistry.TrustRanks, demand), Array.IndexOf(Registry.FactRegistry.TrustRanks, Trust));
        return needed >= 0 && had >= needed;
    }
}
