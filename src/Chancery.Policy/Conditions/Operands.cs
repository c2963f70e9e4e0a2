using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Operands as they stand in the file: one literal or a list of them (R26).</summary>
internal static class Operands
{
    public static IReadOnlyList<Node.Scalar> Of(FindingBag findings, Node value, string what)
    {
        switch (value)
        {
            case Node.Scalar scalar:
                return [scalar];
            case Node.Sequence { Items.Count: 0 }:
                findings.Error("CH1105", value.At, "an empty list matches nothing", $"name at least one {what}");
                return [];
            case Node.Sequence list:
                foreach (var item in list.Items.Where(item => item is not Node.Scalar))
                    findings.Error("CH1103", item.At, $"{what} expected, this is {item.Kind}", "write plain values in the list");
                return [.. list.Items.OfType<Node.Scalar>()];
            default:
                findings.Error("CH1103", value.At, $"{what} expected, this is {value.Kind}", "write a value, or a list of values");
                return [];
        }
    }

    public static string Said(IReadOnlyList<Node.Scalar> operands) =>
        operands.Count == 1 ? operands[0].Text : $"[{string.Join(",", operands.Select(operand => operand.Text))}]";

    /// <summary>The operators of a mapping; a literal or list is <c>is</c>.</summary>
    public static IReadOnlyList<(string Operator, Node.Scalar? Key, Node Operand)> Split(Node value) =>
        value is Node.Mapping mapping ? [.. mapping.Entries.Select(entry => (entry.Key.Text, (Node.Scalar?)entry.Key, entry.Value))] : [("is", null, value)];

    public static void UnknownOperator(FindingBag findings, Node.Scalar key, IEnumerable<string> known)
    {
        var list = known.ToList();
        findings.Error("CH1106", key.At, $"unknown operator `{key.Text}`{Similar.Hint(key.Text, list)}", $"known here are {string.Join(", ", list)}", Similar.Nearest(key.Text, list));
    }
}
