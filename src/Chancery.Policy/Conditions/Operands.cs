using System.Buffers;
using Chancery.Policy.Syntax;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Conditions;

/// <summary>Operands as they stand in the file: one literal or a list of them (R26), and the names they refer to.</summary>
internal sealed class Operands(FindingBag findings, Names names)
{
    /// <summary>Letters by which one list could look like another value.</summary>
    private static readonly SearchValues<char> Mistakable = SearchValues.Create(",[]{}|\"\n");

    public FindingBag Findings => findings;

    public Names Names => names;

    public IReadOnlyList<Node.Scalar> Of(Node value, string what)
    {
        switch (value)
        {
            case Node.Scalar scalar:
                return [scalar];
            case Node.Sequence { Items.Count: 0 }:
                findings.Error("CH1105", value.At, "an empty list matches nothing", $"name {what}, or take the condition away");
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

    /// <summary>The literals, with the entries of a list in the place of <c>list(name)</c>.</summary>
    public IEnumerable<Node.Scalar> Expand(IEnumerable<Node.Scalar> literals, ListType type) =>
        literals.SelectMany(literal => NameIn(literal.Text, "list") is { } name ? EntriesOf(literal, name, type) : [literal]);

    /// <summary>The name in <c>list(name)</c>, <c>role(name)</c> and their like; null if the text is none.</summary>
    public static string? NameIn(string text, string form) =>
        text.StartsWith(form, StringComparison.Ordinal) && text.Length > form.Length + 1 && text[form.Length] == '(' && text[^1] == ')' ? text[(form.Length + 1)..^1].Trim() : null;

    /// <summary>What is declared by the name; a finding with the names there are, and null, if nothing is.</summary>
    public T? Declared<T>(string code, string what, Node.Scalar at, string name, IReadOnlyDictionary<string, T> declared, string where) where T : class?
    {
        if (declared.TryGetValue(name, out var found))
            return found;
        var near = Similar.Nearest(name, declared.Keys);
        findings.Error(
            code, at.At, $"{what} `{name}` is not declared{(near is null ? "" : $"; did you mean `{near}`?")}",
            declared.Count == 0 ? $"declare it under {where}" : $"declare it under {where}; declared are {string.Join(", ", declared.Keys.Order(StringComparer.Ordinal))}",
            near is null ? null : at.Text.Replace(name, near, StringComparison.Ordinal));
        return null;
    }

    /// <summary>As the record shows them; unmistakable, for tests of equal words are worked out once.</summary>
    public static string Said(IReadOnlyList<Node.Scalar> operands) =>
        operands.Count == 1 ? Quoted(operands[0].Text) : $"[{string.Join(",", operands.Select(operand => Quoted(operand.Text)))}]";

    /// <summary>The operators of a mapping; a literal or list is <c>is</c>.</summary>
    public static IReadOnlyList<(string Operator, Node.Scalar? Key, Node Operand)> Split(Node value) =>
        value is Node.Mapping mapping ? [.. mapping.Entries.Select(entry => (entry.Key.Text, (Node.Scalar?)entry.Key, entry.Value))] : [("is", null, value)];

    public void UnknownOperator(Node.Scalar key, IEnumerable<string> known)
    {
        var list = known.ToList();
        var negates = key.Text is "not" or "isNot" or "notIn" or "ne" or "!=" or "<>" && !list.Contains("notIn");
        findings.Error("CH1106", key.At, $"unknown operator `{key.Text}`{Similar.Hint(key.Text, list)}", negates ? "there is no operator for not: write `not: { fact: value }`" : $"known here are {string.Join(", ", list)}", Similar.Nearest(key.Text, list));
    }

    private IReadOnlyList<Node.Scalar> EntriesOf(Node.Scalar literal, string name, ListType type)
    {
        if (Declared("CH3202", "list", literal, name, names.Lists, "`lists:` of a vocabulary") is not { } list)
            return [];
        if (list.Type == type)
            return [.. list.Values.Select(value => new Node.Scalar(literal.At with { Writing = Writing.None }, value))];
        findings.Error("CH1112", literal.At, $"list `{name}` is of type {list.Type.ToString().ToLowerInvariant()}, here a list of type {type.ToString().ToLowerInvariant()} is needed", "name a list of the right type, or change its `type`");
        return [];
    }

    private static string Quoted(string text) =>
        text.Length == 0 || text != text.Trim() || text.AsSpan().IndexOfAny(Mistakable) >= 0 ? $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : text;
}
