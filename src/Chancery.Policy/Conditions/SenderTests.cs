using Chancery.Policy.Literals;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Reads who sends: <c>sender.address</c>, <c>sender.domain</c>, each with <c>from: envelope|header|both</c> (R37).</summary>
internal static class SenderTests
{
    /// <param name="parse">Reads the operators of the fact.</param>
    public static Condition Of(Operands operands, string fact, Node value, Func<Node, (Func<Facts.FactValue, bool> Test, string Said)> parse)
    {
        var from = "both";
        var parts = new List<Condition>();
        if (value is Node.Mapping mapping)
        {
            from = From(operands, mapping);
            if (fact == "sender.address" && mapping.Find("group") is { } group)
                parts.Add(new NamedSets(operands).AnyGroup("sender.group", group.Value, from));
            var rest = mapping with { Entries = [.. mapping.Entries.Where(entry => entry.Key.Text != "from" && !(entry.Key.Text == "group" && fact == "sender.address"))] };
            if (rest.Entries.Count == 0 && parts.Count == 0)
                operands.Findings.Error("CH1104", value.At, $"`{fact}` is compared with nothing", "say `is` or `in` beside `from`");
            if (rest.Entries.Count == 0)
                return parts.Count == 1 ? parts[0] : new Always();
            value = rest;
        }

        var (test, said) = parse(value);
        var text = fact + said + (from == "both" ? "" : $" from {from}");
        parts.Add(new SenderTest(fact, text, from, address => test(new Facts.FactValue.Text(fact == "sender.domain" ? DomainLiteral.OfAddress(address) : DomainLiteral.NormaliseAddress(address)))));
        return parts.Count == 1 ? parts[0] : new AllOf(parts);
    }

    private static string From(Operands operands, Node.Mapping mapping)
    {
        if (mapping.Find("from") is not { } source)
            return "both";
        if (source.Value is Node.Scalar { Text: "envelope" or "header" or "both" } known)
            return known.Text;
        operands.Findings.Error("CH1107", source.Value.At, "unknown source of the sender", "known are envelope, header and both");
        return "both";
    }
}
