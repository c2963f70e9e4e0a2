using Chancery.Policy.Conditions;
using Chancery.Policy.Plans;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Layers from the most authoritative down; the order decides slots and preference (language, 1.9.3).</summary>
internal enum Layer { Guard, Platform, Tenant, Site, Department, User, Baseline }

/// <summary>What ends for a recipient after a rule.</summary>
internal enum Stop { None, Set, Layer }

/// <summary>One action of a rule with its parameters as the language spells them; nested names are dotted, lists joined by LF.</summary>
/// <param name="Picks">The condition on attachments, where the action has one.</param>
internal sealed record ActionUse(ActionDescriptor Descriptor, IReadOnlyDictionary<string, string> Parameters, Place At, Condition? Picks = null)
{
    public string Name => Descriptor.Name;

    /// <summary>What is done when it has failed for good (<c>onFailure: { retry, then }</c>).</summary>
    public IReadOnlyList<ActionUse> Afterwards { get; init; } = [];

    public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

    public string[] List(string parameter) => this[parameter]?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The methods of <c>protect</c>, in the order of the file.</summary>
    public IReadOnlyList<Method> Methods { get; } = Descriptor.Name == "protect" ? MethodsOf(Parameters) : [];

    /// <summary>The action as it stands in a plan.</summary>
    public PlannedAction Planned { get; } = new(Descriptor.Name, new EquatableMap(Parameters.Where(parameter => parameter.Value.Length > 0)));

    private static List<Method> MethodsOf(IReadOnlyDictionary<string, string> parameters) =>
        [.. (parameters.GetValueOrDefault("with") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Names.MethodOf)];
}

/// <summary>A branch of <c>if / elseIf / else</c>.</summary>
internal sealed record Branch(Condition If, IReadOnlyList<ActionUse> Then)
{
    /// <summary>Where its key stands in the rule.</summary>
    public Place At { get; init; }
}

/// <param name="FullId"><c>ruleset/rule</c>.</param>
/// <param name="ExemptibleBy">Sets of this layer or a more authoritative one may exempt it; null: nobody.</param>
internal sealed record Rule(string Id, string FullId, Place At, IReadOnlyList<Branch> Branches, Stop Stop, Layer? ExemptibleBy)
{
    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Audit severity: info, low, medium, high or critical.</summary>
    public string Severity { get; init; } = "info";

    /// <summary>False for <c>mode: simulate</c>: recorded, without effect.</summary>
    public bool Enforced { get; init; } = true;

    /// <summary><c>onUnknown: defer</c>: what cannot be known is waited for before delivery.</summary>
    public bool DefersUnknown { get; init; }

    public bool IsValidAt(DateTimeOffset at) => (ValidFrom is null || at >= ValidFrom) && (ValidUntil is null || at < ValidUntil);

    public IEnumerable<ActionUse> Actions => Branches.SelectMany(branch => branch.Then);
}

internal sealed record RuleSet(string Id, string File, Layer Layer, int Order, bool FirstOnly, IReadOnlyList<Rule> Rules)
{
    /// <summary>Effects for every mail in scope, as rules of their own.</summary>
    public IReadOnlyList<Rule> Baseline { get; init; } = [];

    public IReadOnlyList<ActionUse> Default { get; init; } = [];

    /// <summary>Rules over the plan of all others; they only raise.</summary>
    public IReadOnlyList<Rule> Finally { get; init; } = [];

    /// <summary>Whose mail the set speaks about.</summary>
    public Condition Scope { get; init; } = new Always();

    /// <summary>The file says <c>order</c> itself, it does not only follow from its name.</summary>
    public bool HasExplicitOrder { get; init; }

    /// <summary>False for <c>mode: simulate</c>: recorded, without effect.</summary>
    public bool Enforced { get; init; } = true;

    /// <summary>Everything the set can ask for, with the place.</summary>
    public IEnumerable<ActionUse> Actions => Rules.Concat(Baseline).Concat(Finally).SelectMany(rule => rule.Actions).Concat(Default);
}
