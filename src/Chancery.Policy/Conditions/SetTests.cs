using Chancery.Policy.Facts;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Operators of sets: whether any, all or none of the values are in it must be said; a list means any (R26).</summary>
internal static class SetTests
{
    private static readonly string[] Known = ["anyOf", "allOf", "noneOf", "count"];

    public static (Func<FactValue, bool> Test, string Said) Of(FindingBag findings, Node value)
    {
        var tests = new List<Func<IReadOnlyList<string>, bool>>();
        var said = "";
        foreach (var (name, key, operand) in value is Node.Mapping ? Operands.Split(value) : [("anyOf", null, value)])
        {
            if (name == "count")
            {
                var (count, text) = NumberTests.Of(findings, FactType.Number, operand);
                said += " count" + text;
                tests.Add(values => count(new FactValue.Number(values.Count)));
                continue;
            }

            if (!Known.Contains(name))
            {
                Operands.UnknownOperator(findings, key!, Known);
                continue;
            }

            var literals = Operands.Of(findings, operand, "a value");
            said += (name == "anyOf" ? "=" : $" {name} ") + Operands.Said(literals);
            var wanted = literals.Select(literal => literal.Text.TrimStart('#')).ToHashSet(StringComparer.OrdinalIgnoreCase);
            tests.Add(name switch
            {
                "allOf" => values => wanted.All(w => values.Contains(w, StringComparer.OrdinalIgnoreCase)),
                "noneOf" => values => !values.Any(wanted.Contains),
                _ => values => values.Any(wanted.Contains),
            });
        }

        return (v => v is FactValue.Set set && tests.All(test => test(set.Values)), said);
    }
}
