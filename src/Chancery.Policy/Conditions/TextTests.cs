using System.Text;
using System.Text.RegularExpressions;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Operators of text (language, 1.5). A field may have several values; a test holds if one of them passes (R30).</summary>
internal static class TextTests
{
    private static readonly string[] Known = ["is", "in", "startsWith", "endsWith", "contains", "word", "glob", "regex", "exists", "caseSensitive"];

    public static (Func<IReadOnlyList<string>, bool> Test, string Said) Of(FindingBag findings, Node value, bool acceptsAbsent)
    {
        var operators = Operands.Split(value);
        var sensitive = operators.Any(op => op.Operator == "caseSensitive" && op.Operand is Node.Scalar { Text: "true" });
        var tests = new List<Func<IReadOnlyList<string>, bool>>();
        var said = new StringBuilder();
        foreach (var (name, key, operand) in operators.Where(op => op.Operator != "caseSensitive"))
        {
            if (!Known.Contains(name))
            {
                Operands.UnknownOperator(findings, key!, Known);
                continue;
            }

            var literals = Operands.Of(findings, operand, "a text");
            said.Append(name is "is" ? "=" : $" {name} ").Append(Operands.Said(literals));
            if (name == "exists")
            {
                var wanted = literals is not [{ Text: "false" }];
                tests.Add(values => values.Any(v => acceptsAbsent || v.Length > 0) == wanted);
            }
            else
            {
                var single = literals.Select(literal => One(findings, name, literal, sensitive)).ToList();
                tests.Add(values => values.Any(text => single.Any(test => test(text))));
            }
        }

        return (values => tests.All(test => test(values)), said.ToString());
    }

    private static Func<string, bool> One(FindingBag findings, string op, Node.Scalar literal, bool sensitive)
    {
        var compare = sensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var wanted = literal.Text.Normalize(NormalizationForm.FormC);
        return op switch
        {
            "startsWith" => text => text.StartsWith(wanted, compare),
            "endsWith" => text => text.EndsWith(wanted, compare),
            "contains" => text => text.Contains(wanted, compare),
            "word" => Pattern(findings, literal, $@"(^|\W){Regex.Escape(wanted)}($|\W)", sensitive),
            "glob" => Pattern(findings, literal, "^" + Regex.Escape(wanted).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + "$", sensitive),
            "regex" => Pattern(findings, literal, literal.Text, sensitive),
            _ => text => text.Equals(wanted, compare),
        };
    }

    /// <summary>Linear time only: an engine that backtracks can be kept busy for minutes by one mail.</summary>
    private static Func<string, bool> Pattern(FindingBag findings, Node.Scalar literal, string pattern, bool sensitive)
    {
        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline | (sensitive ? 0 : RegexOptions.IgnoreCase);
            return new Regex(pattern, options).IsMatch;
        }
        catch (RegexParseException broken)
        {
            findings.Error("CH1411", literal.At, $"not a regular expression: {Words(broken.Error)} at offset {broken.Offset}", "see the reference for the syntax");
        }
        catch (NotSupportedException)
        {
            findings.Error("CH1410", literal.At, "the regular expression cannot run in linear time: look-around, back-reference or atomic group", "write it without them");
        }

        return _ => false;
    }

    /// <summary><c>InsufficientClosingParentheses</c> in the words of a user.</summary>
    private static string Words(RegexParseError error) =>
        string.Concat(error.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}" : char.ToLowerInvariant(letter).ToString()));
}
