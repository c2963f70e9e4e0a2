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

    /// <summary>Values that are equally good, whatever their order in the registry.</summary>
    private static readonly string[] StrongestTls = ["dane", "mta-sts", "requiretls"];

    public static (Func<FactValue, bool> Test, string Said) Of(Operands operands, FactDescriptor fact, Node value)
    {
        var (known, ranks) = (fact.Type == FactType.Ranked ? Ranked : Plain, RanksOf(operands, fact));
        var tests = new List<Func<string, bool>>();
        var said = "";
        foreach (var (name, key, operand) in Operands.Split(value))
        {
            if (!known.Contains(name))
            {
                operands.UnknownOperator(key!, known);
                continue;
            }

            var literals = operands.Of(operand, "a value");
            said += (name is "is" or "in" ? "=" : $" {name} ") + Operands.Said(literals);
            var each = operands.Expand(literals, Vocabulary.ListType.Text).Select(literal => One(operands, fact, ranks, name, literal)).ToList();
            tests.Add(name == "notIn" ? text => !each.Any(test => test(text)) : text => each.Any(test => test(text)));
        }

        var all = Every.Of(tests);
        return (v => v is FactValue.Text text && all(text.Value), said);
    }

    /// <summary>What holds of every label from the least one upwards is so; what holds of none is not.</summary>
    public static Truth LabelFrom(Operands operands, FactValue least, Func<FactValue, bool> test)
    {
        var ranks = operands.Names.Labels?.Ranks ?? new Dictionary<string, int>();
        if (least is not FactValue.Text { Value: var label } || !ranks.TryGetValue(label, out var rank))
            return Truth.Unknown;
        var possible = ranks.Where(entry => entry.Value > rank || entry.Key == label).Select(entry => test(new FactValue.Text(entry.Key))).Distinct().ToList();
        return possible is [var only] ? Kleene.Of(only) : Truth.Unknown;
    }

    /// <summary>Labels are ranked by the vocabulary; what is declared there is checked before.</summary>
    private static IReadOnlyDictionary<string, int> RanksOf(Operands operands, FactDescriptor fact) =>
        fact.Values is { } values ? values.Select((value, at) => (value, at)).ToDictionary(entry => entry.value, entry => StrongestTls.Contains(entry.value) ? int.MaxValue : entry.at)
        : operands.Names.Labels?.Ranks ?? new Dictionary<string, int>();

    private static Func<string, bool> One(Operands operands, FactDescriptor fact, IReadOnlyDictionary<string, int> ranks, string op, Node.Scalar literal)
    {
        var (relation, operand) = fact.Type == FactType.Ranked ? Comparison.Split(literal.Text) : (Relation.Equal, literal.Text);
        relation = op is "atLeast" or "atMost" ? Comparison.Named(op)!.Value : relation;
        if (ranks.TryGetValue(operand, out var rank))
            return relation == Relation.Equal ? text => text == operand : text => ranks.TryGetValue(text, out var found) && relation.Holds(found, rank);
        if (fact.Values is null)
            operands.Declared("CH3203", "label", literal, operand, ranks.ToDictionary(entry => entry.Key, entry => entry.Key), "`labels:` of a vocabulary");
        else
        {
            var near = Similar.Nearest(operand, ranks.Keys);
            operands.Findings.Error(
                "CH1107", literal.At, $"unknown value `{operand}` of `{fact.Name}`{(near is null ? "" : $"; did you mean `{near}`?")}", $"known are {string.Join(", ", ranks.Keys)}",
                near is null ? null : literal.Text.Replace(operand, near, StringComparison.Ordinal));
        }

        return _ => false;
    }
}
