using Chancery.Policy.Facts;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary><c>header: { name, is|contains|…, trust }</c>: without the trust of the channel the field counts as absent (R37).</summary>
internal static class HeaderTests
{
    public static Condition Of(Operands operands, Node value, Place at)
    {
        if (value is not Node.Mapping mapping || mapping.Find("name")?.Value is not Node.Scalar { Text.Length: > 0 } name)
        {
            operands.Findings.Error("CH1104", value.At, "`header` has no field name", "write `header: { name: X-Field, is: value, trust: internal }`");
            return new Always();
        }

        var channel = ChannelOf(operands, mapping, name.Text, at);
        var operators = new Node.Mapping(mapping.At, [.. mapping.Entries.Where(entry => entry.Key.Text is not ("name" or "trust"))]);
        if (operators.Entries.Count == 0)
            operands.Findings.Error("CH1104", at, $"header `{name.Text}` is compared with nothing", "say `is`, `contains`, `regex` or `exists: true`");
        var (test, said) = TextTests.Of(operands, operators, acceptsAbsent: true);
        var key = new FactKey("header", null, name.Text.ToLowerInvariant());
        bool OfField(FactValue field) => field is FactValue.Set set && test([.. set.Values]);
        return channel.Over(new FactTest("header", $"header({name.Text}){said}", false, _ => key, OfField), test([]));
    }

    private static Channel ChannelOf(Operands operands, Node.Mapping header, string name, Place at)
    {
        if (header.Find("trust") is { } trust)
            return Channel.Parse(operands, trust.Value) ?? Channel.Any;
        operands.Findings.Error(
            "CH2101", at, $"header `{name}` has no trust level", $"add `trust: internal`, `authenticated`, `signed`, `any` or `connector(…)`{Channel.Connectors(operands.Names)}",
            why: "anyone on the Internet can send it");
        return Channel.Any;
    }
}
