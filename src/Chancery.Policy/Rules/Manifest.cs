using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>What <c>policy.yaml</c> says (R38).</summary>
internal sealed record Manifest(IReadOnlyList<string> Domains, IReadOnlyDictionary<string, IReadOnlyList<string>> Tenants, IReadOnlyList<string> Connectors)
{
    /// <summary>As it stands; read with the names of each tenant.</summary>
    public Node? BaselineNode { get; init; }

    public IReadOnlyList<Rule> Baseline { get; init; } = [];

    public IReadOnlyList<string> Pipeline { get; init; } = Plans.Stages.DefaultOrder;

    /// <summary>Actions that sets of a layer may use; layers that are not named may use all.</summary>
    public IReadOnlyDictionary<Layer, IReadOnlyList<string>> Capabilities { get; init; } = DefaultCapabilities;

    /// <summary>Rules that leave no method in common are errors, not warnings (R33).</summary>
    public bool ConflictsAreErrors { get; init; }

    /// <summary>The baseline as the set of least authority.</summary>
    public RuleSet BaselineSet => new("baseline", "policy.yaml", Layer.Baseline, 0, false, []) { Baseline = Baseline };

    public static IReadOnlyDictionary<Layer, IReadOnlyList<string>> DefaultCapabilities { get; } =
        new Dictionary<Layer, IReadOnlyList<string>> { [Layer.User] = ["protect", "sign", "notify", "subject"] };

    public static Manifest Empty { get; } = new([], new Dictionary<string, IReadOnlyList<string>>(), []);

    /// <summary>The same with its baseline, which may name what a tenant declares.</summary>
    public Manifest For(Vocabulary.Names names, FindingBag findings) =>
        BaselineNode is null ? this : this with { Baseline = new RuleSetParser(findings, names).Entries(BaselineNode, "baseline", Layer.Baseline) };
}
