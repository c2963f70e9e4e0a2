using System.Globalization;
using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Conditions;

/// <summary>Reads the test of one fact: a literal, a list (any of), or operators (all of).</summary>
internal sealed class TestParser(Operands operands)
{
    public Condition Parse(FactDescriptor fact, Node.Scalar key, Node value) => fact.Name switch
    {
        "header" => HeaderTests.Of(operands, value, key.At),
        "sender.address" or "sender.domain" => SenderTests.Of(operands, fact.Name, value, node => Operators(fact, node)),
        "recipient.address" => RecipientAddress(fact, value),
        "recipient.domain" => OfRecipient(fact, value, static v => v.Domain),
        "sender.group" or "recipient.group" => new NamedSets(operands).Groups(fact.Name, value),
        "recipient.role" => new NamedSets(operands).Roles(value),
        "tag" => new NamedSets(operands).Tags(value),
        "content" => new ContentTests(operands).Content(value),
        "classification" => new ContentTests(operands).Classification(value),
        "time" => new TimeTests(operands).Of(value),
        "subject" => Subject(fact, value),
        "user.decision" => UserDecision(fact, value),
        "attachment.type" => AttachmentType(fact, value),
        _ => Plain(fact, value),
    };

    /// <summary>A comparison of a number or size by itself: <c>"> 3"</c>, <c>{ between: [1MB, 2MB] }</c>.</summary>
    public (Func<decimal, decimal, Truth> Test, string Said) Quantity(Node value, FactType type) => NumberTests.RangeOf(operands, type, value);

    private FactTest Plain(FactDescriptor fact, Node value)
    {
        var (test, said) = Operators(fact, value);
        return new FactTest(fact.Name, fact.Name + said, fact.Level == FactLevel.Recipient, v => KeyOf(fact, v), test)
        {
            FromLeast = fact.Name is "label" or "attachment.label" ? least => EnumTests.LabelFrom(operands, least, test) : null,
        };
    }

    private RequestTest OfRecipient(FactDescriptor fact, Node value, Func<Valuation, FactValue> part)
    {
        var (test, said) = Operators(fact, value);
        return new RequestTest(fact.Name, fact.Name + said, true, v => test(part(v)));
    }

    private Condition RecipientAddress(FactDescriptor fact, Node value)
    {
        if (value is not Node.Mapping mapping || mapping.Find("group") is not { } group)
            return OfRecipient(fact, value, static v => v.Address);
        var member = new NamedSets(operands).AnyGroup("recipient.group", group.Value, "both");
        var rest = mapping with { Entries = [.. mapping.Entries.Where(entry => entry != group)] };
        return rest.Entries.Count == 0 ? member : new AllOf([member, OfRecipient(fact, rest, static v => v.Address)]);
    }

    /// <summary><c>bare: true</c>: without the marks of replies and forwards before it.</summary>
    private FactTest Subject(FactDescriptor fact, Node value)
    {
        var bare = false;
        if (value is Node.Mapping mapping && mapping.Find("bare") is { } given)
        {
            if (given.Value is not Node.Scalar { Text: "true" or "false" })
                operands.Findings.Error("CH1108", given.Value.At, "`bare` is true or false", "write `true` or `false`");
            bare = given.Value is Node.Scalar { Text: "true" };
            value = mapping with { Entries = [.. mapping.Entries.Where(entry => entry.Key.Text != "bare")] };
        }

        var (test, said) = TextTests.Of(operands, value, acceptsAbsent: false);
        return new FactTest(
            fact.Name, $"subject{(bare ? "(bare)" : "")}{said}", false, _ => new FactKey("subject"), v => v is FactValue.Text text && test([bare ? SubjectMarks.Remove(text.Value) : text.Value]));
    }

    /// <summary>What the sender chose raises only, unless a rule asks that the choice be signed (language, 1.6).</summary>
    private Condition UserDecision(FactDescriptor fact, Node value)
    {
        var channel = Channel.Any;
        if (value is Node.Mapping mapping && mapping.Find("trust") is { } trust)
        {
            channel = Channel.Parse(operands, trust.Value) ?? channel;
            value = mapping with { Entries = [.. mapping.Entries.Where(entry => entry != trust)] };
        }

        var test = Plain(fact, value);
        var signed = test with { Text = test.Text + " signed", Asks = _ => new FactKey(fact.Name, null, "signed") };
        return channel.Demand is { } demand ? new DecisionTest(test, signed, demand) : test;
    }

    /// <summary>Types have names of their own; an extension in their place would never match.</summary>
    private FactTest AttachmentType(FactDescriptor fact, Node value)
    {
        foreach (var literal in Operands.Split(value).Where(test => test.Operator is "is" or "in").SelectMany(test => test.Operand is Node.Sequence list ? list.Items : [test.Operand]).OfType<Node.Scalar>())
        {
            if (literal.Text.Contains('/', StringComparison.Ordinal))
                operands.Findings.Error("CH1107", literal.At, $"`{literal.Text}` is no type of a file", "types have short names by content, like `pdf`, `docx`, `zip`; ask `declaredType` for what the mail says");
            else if (TypeNames.Meant(literal.Text) is { } type)
                operands.Findings.Error("CH1107", literal.At, $"`{literal.Text}` is no type of a file; did you mean `{type}`?", $"the type by content is called `{type}`; ask `ext` for the ending of the name", type);
        }

        return Plain(fact, value);
    }

    private (Func<FactValue, bool> Test, string Said) Operators(FactDescriptor fact, Node value) => fact.Type switch
    {
        FactType.Enum or FactType.Ranked => EnumTests.Of(operands, fact, value),
        FactType.Text => OfText(value),
        FactType.Domain => NameTests.Domain(operands, value),
        FactType.Address => NameTests.Address(operands, value),
        FactType.Size or FactType.Number => NumberTests.Of(operands, fact.Type, value),
        FactType.Flag => FlagOf(fact, value),
        FactType.Ip => NetworkTests.Of(operands, value),
        FactType.Set => SetTests.Of(operands, value),
        _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no tests for {fact.Type}")),
    };

    private (Func<FactValue, bool>, string) OfText(Node value)
    {
        var (test, said) = TextTests.Of(operands, value, acceptsAbsent: false);
        return (fact => fact is FactValue.Text text && test([text.Value]), said);
    }

    private (Func<FactValue, bool>, string) FlagOf(FactDescriptor fact, Node value)
    {
        var literal = value is Node.Mapping { Entries: [{ Key.Text: "is" } only] } ? only.Value : value;
        if (literal is Node.Scalar { Text: "true" or "false" } flag)
            return (v => v is FactValue.Flag known && known.Value == (flag.Text == "true"), "=" + flag.Text);
        var meant = literal is Node.Scalar wrong ? wrong.Text.ToLowerInvariant() switch { "yes" or "on" or "y" or "true" => "true", "no" or "off" or "n" or "false" => "false", _ => null } : null;
        operands.Findings.Error("CH1108", value.At, $"`{fact.Name}` is true or false", "write `true` or `false`", meant);
        return (_ => false, "");
    }

    private static FactKey KeyOf(FactDescriptor fact, Valuation v) => fact.Level switch
    {
        FactLevel.Recipient => new FactKey(fact.Name, v.Recipient),
        FactLevel.Attachment => new FactKey(fact.Name, v.Part),
        _ => new FactKey(fact.Name),
    };
}
