using Chancery.Policy.Registry.FactTables;
using static Chancery.Policy.Registry.CostClass;

namespace Chancery.Policy.Registry;

/// <summary>All facts of the catalogue (language, 1.6). Whether a rule may need one depends on its source (R1).</summary>
internal static class FactRegistry
{
    public static readonly string[] TrustRanks = Values.Trust.Names;

    public static IReadOnlyList<FactDescriptor> All { get; } =
        [.. SessionFacts.All, .. PeopleFacts.All, .. MessageFacts.All, .. AttachmentFacts.All, .. ContentFacts.All, .. PlanFacts.All];

    private static readonly Dictionary<string, FactDescriptor> ByName = All.ToDictionary(fact => fact.Name, StringComparer.Ordinal);

    /// <summary>What a decision asks for besides the catalogue, by the names of its keys.</summary>
    private static readonly Dictionary<string, (CostClass Cost, Masking Masking)> Inner = new(StringComparer.Ordinal)
    {
        ["sender.envelope"] = (C0, Masking.P1),
        ["sender.header"] = (C1, Masking.P1),
        ["sender.keys.smime"] = (C2, Masking.P0),
        ["sender.keys.pgp"] = (C2, Masking.P0),
        ["message.encryptedBy"] = (C1, Masking.P0),
        ["nexthop.final"] = (C2, Masking.P0),
        ["recipient.mobile"] = (C2, Masking.P0),
        ["attachments"] = (C1, Masking.P0),
        ["attachment.archive.parts"] = (C3, Masking.P0),
        ["classification.label"] = (C4, Masking.P0),
        ["classification.score"] = (C4, Masking.P0),
    };

    public static FactDescriptor? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>True for a name that only begins others: <c>recipient.keys</c>.</summary>
    public static bool IsPrefix(string name) => All.Any(fact => fact.Name.StartsWith(name + ".", StringComparison.Ordinal));

    public static CostClass CostOf(string factKeyName) => Inner.TryGetValue(factKeyName, out var known) ? known.Cost : Find(factKeyName)?.Cost ?? C4;

    /// <summary>What nobody declared is erased.</summary>
    public static Masking MaskingOf(string factKeyName) => Inner.TryGetValue(factKeyName, out var known) ? known.Masking : Find(factKeyName)?.Masking ?? Masking.P3;
}
