using System.Globalization;
using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Comparisons of sizes and numbers; <c>between</c> includes both ends (R26).</summary>
internal static class NumberTests
{
    private static readonly string[] Known = [">", ">=", "<", "<=", "is", "between"];

    public static (Func<FactValue, bool> Test, string Said) Of(Operands operands, FactType type, Node value)
    {
        var (range, said) = RangeOf(operands, type, value);
        return (v => v is FactValue.Number number && range(number.Value, number.Value) == Truth.True, said);
    }

    /// <summary>Judges a number of which only is known between what it lies, both ends included.</summary>
    public static (Func<decimal, decimal, Truth> Test, string Said) RangeOf(Operands operands, FactType type, Node value)
    {
        var tests = new List<Func<decimal, decimal, Truth>>();
        var said = "";
        foreach (var (name, key, operand) in Operands.Split(value))
        {
            if (!Known.Contains(name))
            {
                operands.UnknownOperator(key!, Known);
                continue;
            }

            var literals = operands.Of(operand, type == FactType.Size ? "a size" : "a number");
            said += name == "is" ? Sign(literals) : $"{name}{Operands.Said(literals)}";
            tests.Add(name == "between" ? Between(operands, type, operand, literals) : AnyOf(operands, type, name, literals));
        }

        return (tests is [var only] ? only : (least, most) => Kleene.All(tests.Select(test => test(least, most))), said);
    }

    private static string Sign(IReadOnlyList<Node.Scalar> literals) =>
        literals is [{ Text: var text }] && text.TrimStart() is ['<' or '>', ..] ? text.Replace(" ", "", StringComparison.Ordinal) : "=" + Operands.Said(literals);

    private static Func<decimal, decimal, Truth> AnyOf(Operands operands, FactType type, string op, IReadOnlyList<Node.Scalar> literals)
    {
        var each = literals.Select(literal =>
        {
            var (relation, operand) = op == "is" ? Comparison.Split(literal.Text) : (Comparison.Named(op)!.Value, literal.Text.Trim());
            var limit = Number(operands, type, literal, operand);
            if (type == FactType.Size && relation == Relation.Equal && limit is not null)
                operands.Findings.Warning("CH5106", literal.At, $"`{literal.Text}` holds for exactly this size, to the octet", $"write a relation: `> {operand}`");
            return limit is null ? Never : Compared(relation, limit.Value);
        }).ToList();
        return each is [var only] ? only : (least, most) => Kleene.Any(each.Select(test => test(least, most)));
    }

    private static Truth Never(decimal least, decimal most) => Truth.False;

    private static Func<decimal, decimal, Truth> Compared(Relation relation, decimal limit) => (least, most) =>
        relation == Relation.Equal && least < limit && limit < most ? Truth.Unknown
        : relation.Holds(least, limit) == relation.Holds(most, limit) ? Kleene.Of(relation.Holds(least, limit))
        : Truth.Unknown;

    private static Func<decimal, decimal, Truth> Between(Operands operands, FactType type, Node operand, IReadOnlyList<Node.Scalar> literals)
    {
        if (literals is [var low, var high] && Number(operands, type, low, low.Text.Trim()) is { } from && Number(operands, type, high, high.Text.Trim()) is { } to)
        {
            if (from > to)
                operands.Findings.Warning("CH5106", operand.At, $"nothing lies between `{low.Text}` and `{high.Text}`", "write the smaller value first");
            return (least, most) => least >= from && most <= to ? Truth.True : most < from || least > to || from > to ? Truth.False : Truth.Unknown;
        }

        if (literals.Count != 2)
            operands.Findings.Error("CH1108", operand.At, "`between` takes two values", "write `between: [1MB, 2MB]`");
        return Never;
    }

    private static decimal? Number(Operands operands, FactType type, Node.Scalar literal, string operand)
    {
        if (PlainNumber.IsAmbiguous(operands.Findings, literal, type == FactType.Size ? new string([.. operand.TakeWhile(char.IsAsciiDigit)]) : operand))
            return null;
        if (type != FactType.Size)
        {
            if (decimal.TryParse(operand, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return number;
            operands.Findings.Error("CH1108", literal.At, $"`{literal.Text}` is no number", "write a number, with a relation if wanted: `> 3`");
            return null;
        }

        var (value, unit) = Quantity.Parse(operand, Quantity.SizeUnits);
        if (value is null)
            SizeFinding(operands, literal, operand, unit);
        return value;
    }

    private static void SizeFinding(Operands operands, Node.Scalar literal, string operand, string unit)
    {
        if (operand.Contains(" and ", StringComparison.OrdinalIgnoreCase) || operand.Contains("&&", StringComparison.Ordinal) || operand.Contains(" und ", StringComparison.OrdinalIgnoreCase))
        {
            operands.Findings.Error("CH1203", literal.At, $"size literal `{literal.Text}` holds two relations", "write an operator each, `{ \">\": 25MB, \"<\": 50MB }`, or `between: [25MB, 50MB]`");
            return;
        }

        if (operand.Contains(',', StringComparison.Ordinal) && Quantity.Parse(operand.Replace(',', '.'), Quantity.SizeUnits).Value is not null)
        {
            var point = literal.Text.Replace(',', '.');
            operands.Findings.Error("CH1203", literal.At, $"size literal `{literal.Text}` has a comma", $"write the point before decimals: `{point}`", point);
            return;
        }

        var meant = MeantUnits.SizeUnit(unit);
        var fix = meant is null ? null : literal.Text.Replace(unit, meant, StringComparison.Ordinal);
        var message = unit.Length == 0 && operand.Length > 0 && char.IsAsciiDigit(operand[0])
            ? $"size literal `{literal.Text}` has no unit" : $"unknown unit in size literal `{literal.Text}`";
        operands.Findings.Error(
            "CH1203", literal.At, message, "expected: B, KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024)" + (fix is null ? "" : $"; write `{fix}`"), fix);
    }
}
