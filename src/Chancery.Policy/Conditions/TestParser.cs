using System.Globalization;
using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Reads the test of one fact: a literal, a list (any of), or operators (all of).</summary>
internal sealed class TestParser(FindingBag findings, Vocabulary.Names names)
{
    private static readonly FactKey SenderTrust = new("sender.trust");

    public Condition Parse(FactDescriptor fact, Node value)
    {
        if (fact.Name is "sender.address" or "sender.domain")
            return Sender(fact, value);
        var (test, said) = Operators(fact, value);
        var text = fact.Name + said;
        if (fact.Name is "recipient.address")
            return new RequestTest(fact.Name, text, true, v => test(new FactValue.Text(v.Recipient)));
        if (fact.Name is "recipient.domain")
            return new RequestTest(fact.Name, text, true, v => test(new FactValue.Text(DomainLiteral.OfAddress(v.Recipient))));
        return new FactTest(fact.Name, text, fact.Level == FactLevel.Recipient, v => KeyOf(fact, v), test);
    }

    /// <summary>A comparison of a number or size by itself: <c>"> 3"</c>, <c>{ between: [1MB, 2MB] }</c>.</summary>
    public (Func<decimal, bool> Test, string Said) Quantity(Node value, FactType type)
    {
        var (test, said) = Operators(new FactDescriptor("", FactLevel.Message, type, CostClass.C0, "", ""), value);
        return (number => test(new FactValue.Number(number)), said);
    }

    /// <summary><c>header: { name, is|contains|…, trust }</c>: without the trust of the channel the field counts as absent (R37).</summary>
    public Condition Header(Node value, Place at)
    {
        if (value is not Node.Mapping mapping || mapping.Find("name")?.Value is not Node.Scalar { Text.Length: > 0 } name)
        {
            findings.Error("CH1104", value.At, "`header` has no field name", "write `header: { name: X-Field, is: value, trust: internal }`");
            return new Always();
        }

        var trust = TrustOf(mapping, name.Text, at);
        var operators = new Node.Mapping(mapping.At, [.. mapping.Entries.Where(entry => entry.Key.Text is not ("name" or "trust"))]);
        if (operators.Entries.Count == 0)
            findings.Error("CH1104", at, $"header `{name.Text}` is compared with nothing", "say `is`, `contains`, `regex` or `exists: true`");
        var (test, said) = TextTests.Of(findings, operators, acceptsAbsent: true);
        var key = new FactKey("header", null, name.Text.ToLowerInvariant());
        bool OfField(FactValue field) => field is FactValue.Set set && test([.. set.Values]);
        var found = new FactTest("header", $"header({name.Text}){said}", false, _ => key, OfField);
        return trust is null ? found : new HeaderTest(found, trust, test([]));
    }

    private FactTest? TrustOf(Node.Mapping header, string name, Place at)
    {
        if (header.Find("trust") is not { Value: Node.Scalar trust })
        {
            findings.Error("CH2101", at, $"header `{name}` has no trust level: anyone on the Internet can send it", $"add `trust: internal`, `authenticated`, `any` or `connector(…)`{Declared()}");
            return null;
        }

        var connector = trust.Text.StartsWith("connector(", StringComparison.Ordinal) && trust.Text.EndsWith(')') ? trust.Text[10..^1] : null;
        if (connector is not null)
        {
            if (!names.Connectors.Contains(connector))
                findings.Error("CH3201", trust.At, $"connector `{connector}` is not declared", $"declare it under `connectors:` in policy.yaml{Declared()}");
            return new FactTest("session.connector", $"session.connector={connector}", false, _ => new FactKey("session.connector"), v => v is FactValue.Text t && t.Value == connector);
        }

        if (trust.Text is not ("any" or "authenticated" or "internal"))
        {
            findings.Error("CH1107", trust.At, $"unknown trust `{trust.Text}`", "known are any, authenticated, internal and connector(…)");
            return null;
        }

        var least = Array.IndexOf(FactRegistry.TrustRanks, trust.Text);
        return trust.Text == "any" ? null : new FactTest("sender.trust", $"sender.trust>={trust.Text}", false, _ => SenderTrust, v => v is FactValue.Text t && Array.IndexOf(FactRegistry.TrustRanks, t.Value) >= least);
    }

    private string Declared() => names.Connectors.Count == 0 ? "" : $" (connectors declared: {string.Join(", ", names.Connectors)})";

    /// <summary>R37: <c>from: both</c> (the default) is sure only if envelope and header agree.</summary>
    private SenderTest Sender(FactDescriptor fact, Node value)
    {
        var from = "both";
        if (value is Node.Mapping mapping && mapping.Find("from") is { } source)
        {
            from = source.Value is Node.Scalar { Text: "envelope" or "header" or "both" } known ? known.Text : from;
            if (source.Value is not Node.Scalar { Text: "envelope" or "header" or "both" })
                findings.Error("CH1107", source.Value.At, "unknown source of the sender", "known are envelope, header and both");
            value = mapping with { Entries = [.. mapping.Entries.Where(entry => entry.Key.Text != "from")] };
        }

        var (test, said) = Operators(fact, value);
        return new SenderTest(fact.Name, fact.Name + said, from, address => test(new FactValue.Text(fact.Name == "sender.domain" ? DomainLiteral.OfAddress(address) : DomainLiteral.NormaliseAddress(address))));
    }

    private (Func<FactValue, bool> Test, string Said) Operators(FactDescriptor fact, Node value) => fact.Type switch
    {
        FactType.Enum or FactType.Ranked => EnumTests.Of(findings, fact, value),
        FactType.Text => OfText(value),
        FactType.Domain => NameTests.Domain(findings, value),
        FactType.Address => NameTests.Address(findings, value),
        FactType.Size or FactType.Number => NumberTests.Of(findings, fact.Type, value),
        FactType.Flag => FlagOf(fact, value),
        FactType.Ip => NetworkTests.Of(findings, value),
        FactType.Set => SetTests.Of(findings, value),
        _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no tests for {fact.Type}")),
    };

    private (Func<FactValue, bool>, string) OfText(Node value)
    {
        var (test, said) = TextTests.Of(findings, value, acceptsAbsent: false);
        return (fact => fact is FactValue.Text text && test([text.Value]), said);
    }

    private (Func<FactValue, bool>, string) FlagOf(FactDescriptor fact, Node value)
    {
        var literal = value is Node.Mapping { Entries: [{ Key.Text: "is" } only] } ? only.Value : value;
        if (literal is Node.Scalar { Text: "true" or "false" } flag)
            return (v => v is FactValue.Flag known && known.Value == (flag.Text == "true"), "=" + flag.Text);
        findings.Error("CH1108", value.At, $"`{fact.Name}` is true or false", "write `true` or `false`");
        return (_ => false, "");
    }

    private static FactKey KeyOf(FactDescriptor fact, Valuation v) => fact.Level switch
    {
        FactLevel.Recipient => new FactKey(fact.Name, v.Recipient),
        FactLevel.Attachment => new FactKey(fact.Name, v.Part),
        _ => new FactKey(fact.Name),
    };
}
