using System.Text;
using System.Text.RegularExpressions;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Operators of text (language, 1.5). A field may have several values; a test holds if one of them passes (R30).</summary>
internal static class TextTests
{
    private static readonly string[] Known = ["is", "in", "startsWith", "endsWith", "contains", "word", "glob", "regex", "exists", "caseSensitive"];

    public static (Func<IReadOnlyList<string>, bool> Test, string Said) Of(Operands operands, Node value, bool acceptsAbsent)
    {
        var operators = Operands.Split(value);
        var sensitive = IsSensitive(operands, operators);
        var tests = new List<Func<IReadOnlyList<string>, bool>>();
        var said = new StringBuilder();
        foreach (var (name, key, operand) in operators.Where(op => op.Operator != "caseSensitive"))
        {
            if (!Known.Contains(name))
            {
                operands.UnknownOperator(key!, Known);
                continue;
            }

            var literals = operands.Of(operand, "a text");
            if (name == "is" && key is null && literals.FirstOrDefault(literal => literal.Text.StartsWith("*.", StringComparison.Ordinal)) is { } glob)
                operands.Findings.Warning("CH5106", glob.At, $"`{glob.Text}` is compared as it stands, with its star", $"write `{{ glob: \"{glob.Text}\" }}`");
            said.Append(name is "is" ? "=" : $" {name} ").Append(Operands.Said(literals));
            if (name == "exists")
            {
                if (literals is not [{ Text: "true" or "false" }])
                    operands.Findings.Error("CH1108", operand.At, "`exists` is true or false", "write `true` or `false`");
                var wanted = literals is not [{ Text: "false" }];
                tests.Add(values => values.Any(v => acceptsAbsent || v.Length > 0) == wanted);
            }
            else
            {
                var single = operands.Expand(literals, Vocabulary.ListType.Text).Select(literal => One(operands, name, literal, sensitive)).ToArray();
                tests.Add(values => Holds(values, single));
            }
        }

        if (tests.Count == 0 && operators.Count > 0 && operators.All(op => op.Operator == "caseSensitive"))
            operands.Findings.Error("CH1104", value.At, "`caseSensitive` alone compares nothing", "say `is`, `contains` or another operator beside it");
        return (Every.Of(tests), said.Append(sensitive ? " (case)" : "").ToString());
    }

    private static bool Holds(IReadOnlyList<string> values, Func<string, bool>[] tests)
    {
        for (var i = 0; i < values.Count; i++)
        {
            foreach (var test in tests)
            {
                if (test(values[i]))
                    return true;
            }
        }

        return false;
    }

    private static bool IsSensitive(Operands operands, IEnumerable<(string Operator, Node.Scalar? Key, Node Operand)> all)
    {
        var given = all.Where(op => op.Operator == "caseSensitive").Select(op => op.Operand).FirstOrDefault();
        if (given is not null and not Node.Scalar { Text: "true" or "false" })
            operands.Findings.Error("CH1108", given.At, "`caseSensitive` is true or false", "write `true` or `false`");
        return given is Node.Scalar { Text: "true" };
    }

    private static Func<string, bool> One(Operands operands, string op, Node.Scalar literal, bool sensitive)
    {
        var compare = sensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var wanted = literal.Text.Normalize(NormalizationForm.FormC);
        return op switch
        {
            "startsWith" => text => text.StartsWith(wanted, compare),
            "endsWith" => text => text.EndsWith(wanted, compare),
            "contains" => text => text.Contains(wanted, compare),
            "word" => Matches(operands.Names.Patterns.Compile(operands.Findings, literal, $@"(^|\W){Regex.Escape(wanted)}($|\W)", sensitive)),
            "glob" => Matches(operands.Names.Patterns.Compile(operands.Findings, literal, "^" + Regex.Escape(wanted).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + "$", sensitive)),
            "regex" => Matches(operands.Names.Patterns.Written(operands.Findings, literal, sensitive)),
            _ => text => text.Equals(wanted, compare),
        };
    }

    private static Func<string, bool> Matches(Regex? pattern) => pattern is null ? _ => false : pattern.IsMatch;
}
