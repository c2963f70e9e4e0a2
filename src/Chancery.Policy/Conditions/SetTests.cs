using Chancery.Policy.Facts;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Operators of sets: whether any, all or none of the values are in it must be said; a list means any (R26).</summary>
internal static class SetTests
{
    private static readonly string[] Known = ["anyOf", "allOf", "noneOf", "count"];

    public static (Func<FactValue, bool> Test, string Said) Of(Operands operands, Node value)
    {
        var tests = new List<Func<IReadOnlyList<string>, bool>>();
        var said = "";
        foreach (var (name, key, operand) in value is Node.Mapping ? Operands.Split(value) : [("anyOf", null, value)])
        {
            if (name == "count")
            {
                var (count, text) = NumberTests.Of(operands, FactType.Number, operand);
                said += " count" + text;
                tests.Add(values => count(new FactValue.Number(values.Count)));
                continue;
            }

            if (!Known.Contains(name))
            {
                UnknownOperator(operands, key!);
                continue;
            }

            var literals = operands.Of(operand, "a value");
            said += (name == "anyOf" ? "=" : $" {name} ") + Operands.Said(literals);
            var wanted = operands.Expand(literals, Vocabulary.ListType.Text).Select(literal => literal.Text.TrimStart('#')).ToHashSet(StringComparer.OrdinalIgnoreCase);
            tests.Add(name switch
            {
                "allOf" => values => wanted.All(w => values.Contains(w, StringComparer.OrdinalIgnoreCase)),
                "noneOf" => values => !values.Any(wanted.Contains),
                _ => values => values.Any(wanted.Contains),
            });
        }

        var all = Every.Of(tests);
        return (v => v is FactValue.Set set && all(set.Values), said);
    }

    /// <summary>Whether any or all of them is meant must be written (language, 1.5).</summary>
    public static void UnknownOperator(Operands operands, Node.Scalar key)
    {
        if (key.Text is "is" or "in" or "!=" or "notIn" or "isNot" or "contains" or "equals")
            operands.Findings.Error(
                "CH1106", key.At, $"`{key.Text}` does not say whether any or all of the values are meant", "write `anyOf`, `allOf` or `noneOf`",
                key.Text switch { "is" or "in" or "contains" => "anyOf", "!=" or "notIn" or "isNot" => "noneOf", _ => null });
        else
            operands.UnknownOperator(key, Known);
    }
}
