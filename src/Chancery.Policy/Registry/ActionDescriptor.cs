namespace Chancery.Policy.Registry;

/// <summary>Whether an action makes mail safer (applied when a rule may match), weaker (only when it surely does), or neither.</summary>
internal enum Polarity { Raises, Lowers, Neutral }

internal enum ParameterType { Text, Name, Choice, Choices, Texts, Number, Duration, Time, Flag, Condition, Group, Any, Size, Secret, Url }

/// <param name="Values">For choices.</param>
/// <param name="Default">As the language spells it; null: none.</param>
internal sealed record ParameterDescriptor(
    string Name, ParameterType Type, IReadOnlyList<string>? Values = null, string? Default = null, bool Required = false, IReadOnlyList<ParameterDescriptor>? Inner = null);

/// <summary>One action of the language, declared once.</summary>
/// <param name="Bare">The parameter that a bare literal sets (R27); null: a literal is an error.</param>
/// <param name="NeedsMust">Applied only when the rule surely matched, although it raises (R4).</param>
internal sealed record ActionDescriptor(
    string Name, Polarity Polarity, string? Bare, IReadOnlyList<ParameterDescriptor> Parameters, string English, string German, bool NeedsMust = false)
{
    /// <summary>What every action takes besides (R26).</summary>
    public static readonly IReadOnlyList<ParameterDescriptor> Common =
    [
        new("onFailure", ParameterType.Any), new("before", ParameterType.Texts), new("after", ParameterType.Texts),
        new("onUnknown", ParameterType.Choice, ["skip", "apply"]),
    ];

    public ParameterDescriptor? Find(string parameter) =>
        Parameters.FirstOrDefault(p => p.Name == parameter) ?? Common.FirstOrDefault(p => p.Name == parameter);
}
