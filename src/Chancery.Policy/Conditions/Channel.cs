using Chancery.Policy.Facts;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>How far the channel must be trusted over which a value came (language, 1.7).</summary>
/// <param name="Demand">What must hold of the session; null: anyone may send it.</param>
internal sealed record Channel(string Said, Condition? Demand)
{
    private static readonly string[] Known = ["any", "authenticated", "internal", "signed"];

    public static Channel Any { get; } = new("any", null);

    /// <summary>An outsider can write what comes over it.</summary>
    public bool IsOutsiders => OutsidersSay(Said);

    /// <param name="trust">As written.</param>
    public static bool OutsidersSay(string trust) => trust is "any" or "authenticated";

    /// <summary>Null if the text is no trust; then a finding says so.</summary>
    public static Channel? Parse(Operands operands, Node value)
    {
        if (value is not Node.Scalar trust)
        {
            operands.Findings.Error("CH1103", value.At, $"trust is one word, this is {value.Kind}", "known are any, authenticated, internal, signed and connector(…)");
            return null;
        }

        if (Operands.NameIn(trust.Text, "connector") is { } connector)
            return OfConnector(operands, trust, connector);
        if (trust.Text == "any")
            return Any;
        if (Known.Contains(trust.Text))
            return new Channel(trust.Text, AtLeast(trust.Text));
        var near = Similar.Nearest(trust.Text, Known);
        operands.Findings.Error("CH1107", trust.At, $"unknown trust `{trust.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}", $"known are {string.Join(", ", Known)} and connector(…)", near);
        return null;
    }

    /// <summary>For help texts.</summary>
    public static string Connectors(Vocabulary.Names names) => names.Connectors.Count == 0 ? "" : $" (connectors declared: {string.Join(", ", names.Connectors)})";

    /// <summary>The condition counts only over this channel; otherwise it is as if the value were absent (R37).</summary>
    public Condition Over(FactTest test, bool whenAbsent = false) => Demand is null ? test : new HeaderTest(test, Demand, whenAbsent);

    private static FactTest AtLeast(string trust)
    {
        var least = Array.IndexOf(FactRegistry.TrustRanks, trust);
        return new FactTest("sender.trust", $"sender.trust>={trust}", false, _ => new FactKey("sender.trust"), v => v is FactValue.Text t && Array.IndexOf(FactRegistry.TrustRanks, t.Value) >= least);
    }

    private static Channel OfConnector(Operands operands, Node.Scalar trust, string connector)
    {
        if (!operands.Names.Connectors.Contains(connector))
        {
            var near = Similar.Nearest(connector, operands.Names.Connectors);
            operands.Findings.Error(
                "CH3201", trust.At, $"connector `{connector}` is not declared{(near is null ? "" : $"; did you mean `{near}`?")}", $"declare it under `connectors:` in policy.yaml{Connectors(operands.Names)}",
                near is null ? null : $"connector({near})");
        }

        return new Channel(trust.Text, new FactTest("session.connector", $"session.connector={connector}", false, _ => new FactKey("session.connector"), v => v is FactValue.Text t && t.Value == connector));
    }
}
