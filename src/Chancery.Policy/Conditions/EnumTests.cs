using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Operators of enumerations; ranked ones compare by rank too (R6).</summary>
internal static class EnumTests
{
    private static readonly string[] Plain = ["is", "in", "notIn"];
    private static readonly string[] Ranked = ["is", "in", "notIn", "atLeast", "atMost"];

    public static (Func<FactValue, bool> Test, string Said) Of(FindingBag findings, FactDescriptor fact, Node value)
    {
        var known = fact.Type == FactType.Ranked ? Ranked : Plain;
        var tests = new List<Func<string, bool>>();
        var said = "";
        foreach (var (name, key, operand) in Operands.Split(value))
        {
            if (!known.Contains(name))
            {
                Operands.UnknownOperator(findings, key!, known);
                continue;
            }

            var literals = Operands.Of(findings, operand, "a value");
            said += (name is "is" or "in" ? "=" : $" {name} ") + Operands.Said(literals);
            var each = literals.Select(literal => One(findings, fact, name, literal)).ToList();
            tests.Add(name == "notIn" ? text => !each.Any(test => test(text)) : text => each.Any(test => test(text)));
        }

        return (v => v is FactValue.Text text && tests.All(test => test(text.Value)), said);
    }

    private static Func<string, bool> One(FindingBag findings, FactDescriptor fact, string op, Node.Scalar literal)
    {
        List<string> ranks = [.. fact.Values!];
        var (relation, operand) = fact.Type == FactType.Ranked ? Comparison.Split(literal.Text) : (Relation.Equal, literal.Text);
        relation = op is "atLeast" or "atMost" ? Comparison.Named(op)!.Value : relation;
        var rank = ranks.IndexOf(operand);
        if (rank >= 0)
            return text => ranks.IndexOf(text) is >= 0 and var found && relation.Holds(found, rank);
        findings.Error(
            "CH1107", literal.At, $"unknown value `{operand}` of `{fact.Name}`{Similar.Hint(operand, ranks)}", $"known are {string.Join(", ", ranks)}", Similar.Nearest(operand, ranks));
        return _ => false;
    }
}
