using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Syntax;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Conditions;

/// <summary>Tests of sets whose members the vocabulary declares: groups, roles, tags. Each member is a test of its own.</summary>
internal sealed class NamedSets(Operands operands)
{
    private static readonly string[] Operators = ["anyOf", "allOf", "noneOf", "count"];

    /// <summary>Groups of the sender or of the recipient.</summary>
    public Condition Groups(string fact, Node value) => Of(fact, value, operands.Names.Groups.Keys, name => Group(fact, name, "both"));

    public Condition Roles(Node value) => Of("recipient.role", value, operands.Names.Roles.Keys, Role);

    /// <summary>Without declared tags every one counts as it stands in the subject (R7).</summary>
    public Condition Tags(Node value)
    {
        if (operands.Names.Tags.Count > 0)
            return Of("tag", value, operands.Names.Tags.Keys, Tag);
        var (test, said) = SetTests.Of(operands, value);
        return new FactTest("tag", "tag" + said, false, _ => new FactKey("tag"), test);
    }

    /// <summary>The operator <c>group</c> of addresses.</summary>
    /// <param name="from">Which of the sender's addresses counts (R37).</param>
    public Condition AnyGroup(string fact, Node value, string from) =>
        new AnyOf([.. operands.Of(value, "a group").Select(name => Group(fact, name, from)).OfType<Condition>()]);

    private Condition Of(string fact, Node value, IEnumerable<string> all, Func<Node.Scalar, Condition?> one)
    {
        var parts = new List<Condition>();
        foreach (var (name, key, operand) in value is Node.Mapping ? Operands.Split(value) : [("anyOf", null, value)])
        {
            if (!Operators.Contains(name))
            {
                SetTests.UnknownOperator(operands, key!);
                continue;
            }

            if (name == "count")
            {
                var (test, said) = NumberTests.Of(operands, Registry.FactType.Number, operand);
                var each = all.Select(id => one(new Node.Scalar(operand.At, id))).OfType<Condition>().ToList();
                parts.Add(new Counted(each, count => test(new FactValue.Number(count)), $"{fact} count{said}"));
                continue;
            }

            var members = operands.Expand(operands.Of(operand, "a name"), ListType.Text).Select(one).OfType<Condition>().ToList();
            parts.Add(name switch { "allOf" => new AllOf(members), "noneOf" => new Negation(new AnyOf(members)), _ when members.Count == 1 => members[0], _ => new AnyOf(members) });
        }

        return parts.Count == 1 ? parts[0] : new AllOf(parts);
    }

    private Condition? Group(string fact, Node.Scalar name, string from)
    {
        if (operands.Declared("CH3205", "group", name, name.Text, operands.Names.Groups, "`groups:` of a vocabulary") is not { } group)
            return null;
        var text = $"{fact}={name.Text}";
        var ofSender = fact.StartsWith("sender.", StringComparison.Ordinal);
        if (group.Members is not { } members)
            return new FactTest(fact, text, !ofSender, v => new FactKey(fact, ofSender ? null : v.Recipient, name.Text), v => v is FactValue.Flag { Value: true });
        return ofSender
            ? new SenderTest("sender.address", text, from, address => members.Contains(DomainLiteral.NormaliseAddress(address)))
            : new RequestTest("recipient.address", text, true, v => members.Contains(v.Recipient));
    }

    private Condition? Role(Node.Scalar name)
    {
        if (operands.Declared("CH3206", "role", name, name.Text, operands.Names.Roles, "`roles:` of a vocabulary") is not { } role)
            return null;
        var text = $"recipient.role={name.Text}";
        return role.Shifts is null
            ? new FactTest("recipient.role", text, true, v => new FactKey("recipient.role", v.Recipient, name.Text), v => v is FactValue.Flag { Value: true })
            : new RequestTest("recipient.address", text, true, v => role.HoldersAt(v.At)!.Contains(v.Recipient));
    }

    private Condition? Tag(Node.Scalar name)
    {
        if (operands.Declared("CH3204", "tag", name, name.Text.TrimStart('#'), operands.Names.Tags, "`tags:` of a vocabulary") is not { } tag)
            return null;
        return TestOf(name.Text.TrimStart('#'), tag);
    }

    /// <summary>A declared tag counts over a channel of enough trust only, and is absent else (R37).</summary>
    public static Condition TestOf(string name, Tag tag) =>
        tag.Trust.Over(new FactTest("tag", $"tag={name}", false, _ => new FactKey("tag"), v => v is FactValue.Set set && set.Values.Any(tag.Values.Contains)));
}
