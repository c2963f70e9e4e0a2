using Chancery.Policy.Registry.ActionTables;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry;

/// <summary>Whether an action makes mail safer (applied when a rule may match), weaker (only when it surely does), or neither.</summary>
internal enum Polarity { Raises, Lowers, Neutral }

/// <summary>What becomes of several contributions of the same action (language, 1.8).</summary>
internal enum Combine { Intersection, Strictest, Union, Slot, PerAttachment }

internal enum ParameterType { Text, Name, Choice, Choices, Texts, Number, Duration, Time, Flag, Condition, Group, Any, Size, Secret, Url }

/// <param name="Values">For choices.</param>
/// <param name="Default">As the language spells it; null: none.</param>
internal sealed record ParameterDescriptor(
    string Name, ParameterType Type, IReadOnlyList<string>? Values = null, string? Default = null, bool Required = false, IReadOnlyList<ParameterDescriptor>? Inner = null)
{
    public Help Help { get; init; } = new("", "");

    /// <summary>What the values mean, where there are any.</summary>
    public Choices? Meanings { get; init; }

    /// <summary>Where the name is declared, as <c>kind: key</c>: <c>Profiles: spaces</c>.</summary>
    public string? RefersTo { get; init; }

    /// <summary>For what its type alone does not describe.</summary>
    public Shape? Form { get; init; }
}

/// <summary>What happens when an action itself fails.</summary>
/// <param name="Allowed">What <c>onFailure</c> may say; the first is what happens without it. Empty: the action cannot fail.</param>
internal sealed record Failure(IReadOnlyList<string> Allowed, string English, string German)
{
    public string? Default => Allowed.Count == 0 ? null : Allowed[0];

    public Help Help => new(English, German);
}

/// <summary>One action of the language, declared once.</summary>
/// <param name="Bare">The parameter that a bare literal sets (R27); null: a literal is an error.</param>
/// <param name="NeedsMust">Applied only when the rule surely matched, although it raises (R4).</param>
internal sealed record ActionDescriptor(
    string Name, Polarity Polarity, string? Bare, IReadOnlyList<ParameterDescriptor> Parameters, string English, string German, bool NeedsMust = false)
{
    /// <summary>What every action takes besides (R26).</summary>
    public static readonly IReadOnlyList<ParameterDescriptor> Common = CommonParameters.All;

    public Help Help => new(English, German);

    public required Combine Combine { get; init; }

    public required Failure Failure { get; init; }

    public ParameterDescriptor? Find(string parameter) =>
        Parameters.FirstOrDefault(p => p.Name == parameter) ?? Common.FirstOrDefault(p => p.Name == parameter);
}
